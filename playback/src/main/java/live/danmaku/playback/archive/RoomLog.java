package live.danmaku.playback.archive;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.archive.ArchivePage;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineReader;

/** A room's live log, as everybody sees it: all types, page by page. */
final class RoomLog {

    private static final Set<MessageType> ALL = EnumSet.allOf(MessageType.class);

    private final TimelineReader timeline;
    private final Topic topic;

    RoomLog(TimelineReader timeline, RoomId room) {
        this.timeline = timeline;
        this.topic = Topic.room(room);
    }

    Topic topic() {
        return topic;
    }

    CompletionStage<ReadResult> after(Cursor cursor) {
        return read(new ReadFrom.After(cursor));
    }

    /**
     * Gives all that it holds to {@code taker}, a page after the other. Completes with where it ends; fails when it loses
     * something meanwhile.
     */
    CompletionStage<Cursor> readAll(Function<ReadResult.Page, CompletionStage<Void>> taker) {
        return read(new ReadFrom.Start()).thenCompose(first -> readOn(first, taker));
    }

    private CompletionStage<Cursor> readOn(ReadResult result, Function<ReadResult.Page, CompletionStage<Void>> taker) {
        if (!(result instanceof ReadResult.Page page)) {
            return CompletableFuture.failedFuture(new IllegalStateException("the log of %s shrank".formatted(topic)));
        }
        return taker.apply(page)
                .thenCompose(taken -> page.more()
                        ? after(page.cursor()).thenCompose(next -> readOn(next, taker))
                        : CompletableFuture.completedFuture(page.cursor()));
    }

    private CompletionStage<ReadResult> read(ReadFrom from) {
        return timeline.read(new ReadRequest(topic, from, ALL, ArchivePage.MOST_MESSAGES));
    }
}
