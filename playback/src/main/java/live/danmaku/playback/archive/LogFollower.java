package live.danmaku.playback.archive;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;
import live.danmaku.model.archive.ArchivePage;
import live.danmaku.model.archive.ArchiveProgress;
import live.danmaku.model.archive.ArchiveWriter;
import live.danmaku.model.archive.ArchivedMessage;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineRelease;
import org.jspecify.annotations.Nullable;

/**
 * Copies one room's log to the archive, a page at a time. Its steps are done one after the other; a step that failed, or was never
 * answered, is simply done again.
 */
final class LogFollower {

    /** How far a step came. */
    enum Step {
        /** There is more to take. */
        MORE,
        /** All that the log held at one moment during the step is archived. */
        CAUGHT_UP,
        /** The same, and nothing had come since the step before. */
        NOTHING_NEW,
        /** The log has lost what was archived already. While it is open it will get that again. */
        AHEAD,
        /** There is nothing to do any more. */
        COMPLETE
    }

    private final RoomId room;
    private final RoomLog log;
    private final ArchiveWriter archive;
    private final TimelineRelease release;
    private final Deletions deletions;
    private final ArchiveMetrics metrics;

    /** Where the archive stands, as far as it is known. */
    private @Nullable Cursor cursor;

    LogFollower(
            RoomId room,
            RoomLog log,
            ArchiveWriter archive,
            TimelineRelease release,
            Deletions deletions,
            ArchiveMetrics metrics) {
        this.room = room;
        this.log = log;
        this.archive = archive;
        this.release = release;
        this.deletions = deletions;
        this.metrics = metrics;
    }

    CompletionStage<Step> step() {
        Cursor known = cursor;
        if (known != null) {
            return takeAfter(known);
        }
        return archive.progress(room)
                .thenCompose(progress -> progress.complete()
                        ? CompletableFuture.completedFuture(Step.COMPLETE)
                        : takeAfter(progress.cursor()));
    }

    /** Where the archive stands, asked anew. */
    CompletionStage<ArchiveProgress> progress() {
        cursor = null;
        return archive.progress(room);
    }

    /** Takes all of the log once more, so that the archive lacks nothing of it. What the log lacks stays. */
    CompletionStage<Void> takeAgain() {
        return log.readAll(page ->
                        deletions.without(log.topic(), messages(page)).thenCompose(kept -> archive.mend(room, kept)))
                .thenAccept(end -> {});
    }

    private CompletionStage<Step> takeAfter(Cursor from) {
        return log.after(from).thenCompose(result -> {
            if (result instanceof ReadResult.Page page) {
                // After a gap the place to go on from is another one, even if nothing has come since.
                boolean moves = !page.messages().isEmpty()
                        || page.gap() && !page.cursor().equals(from);
                return moves ? take(from, page) : CompletableFuture.completedFuture(Step.NOTHING_NEW);
            }
            return CompletableFuture.completedFuture(Step.AHEAD);
        });
    }

    private CompletionStage<Step> take(Cursor from, ReadResult.Page page) {
        List<ArchivedMessage> messages = messages(page);
        return deletions
                .toldBy(log.topic(), messages)
                .thenCompose(deleted ->
                        archive.add(room, new ArchivePage(from, page.cursor(), messages, List.copyOf(deleted))))
                .thenCompose(added -> {
                    if (!added) {
                        cursor = null;
                        return CompletableFuture.completedFuture(Step.MORE);
                    }
                    cursor = page.cursor();
                    metrics.messages.increment(messages.size());
                    // If this fails, trimming waits for the next page.
                    return release.archived(log.topic(), page.cursor())
                            .handle((noted, failure) -> page.more() ? Step.MORE : Step.CAUGHT_UP);
                });
    }

    private static List<ArchivedMessage> messages(ReadResult.Page page) {
        return page.messages().stream().map(ArchivedMessage::of).toList();
    }
}
