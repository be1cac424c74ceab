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
        /** The log has lost what was archived already, and will get it again. */
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

    /** Takes the log once more, from where the archive began to follow its epoch. */
    CompletionStage<Void> takeAgain(ArchiveProgress progress) {
        cursor = null;
        return archive.rewind(room, new Cursor(progress.cursor().epoch(), progress.since()));
    }

    private CompletionStage<Step> takeAfter(Cursor from) {
        return log.after(from).thenCompose(result -> {
            if (result instanceof ReadResult.Page page) {
                return page.messages().isEmpty()
                        ? CompletableFuture.completedFuture(Step.NOTHING_NEW)
                        : take(from, page);
            }
            return CompletableFuture.completedFuture(Step.AHEAD);
        });
    }

    private CompletionStage<Step> take(Cursor from, ReadResult.Page page) {
        List<ArchivedMessage> messages =
                page.messages().stream().map(ArchivedMessage::of).toList();
        return deletions
                .in(log.topic(), messages)
                .thenCompose(deleted -> archive.add(room, new ArchivePage(from, page.cursor(), messages, deleted)))
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
}
