package live.danmaku.playback.archive;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.archive.ArchiveWriter;

/**
 * Lets the live timelines of streams go that are archived and ended some time ago. One that a fault has opened again is closed
 * first; what cannot go now is tried again.
 */
final class LiveExpiry {

    private static final int ROOMS_AT_ONCE = 100;

    private final ArchiveWriter archive;
    private final LiveLogs timelines;
    private final Clock clock;
    private final Duration remember;

    LiveExpiry(ArchiveWriter archive, LiveLogs timelines, Clock clock, Duration remember) {
        this.archive = archive;
        this.timelines = timelines;
        this.clock = clock;
        this.remember = remember;
    }

    CompletionStage<Void> look() {
        return archive.expired(clock.millis(), ROOMS_AT_ONCE).thenCompose(this::forget);
    }

    private CompletionStage<Void> forget(List<RoomId> rooms) {
        Set<RoomId> gone = ConcurrentHashMap.newKeySet();
        CompletableFuture<?>[] tried = rooms.stream()
                .map(room -> forget(Topic.room(room))
                        .thenAccept(isGone -> {
                            if (isGone) {
                                gone.add(room);
                            }
                        })
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(tried).thenCompose(all -> archive.released(gone));
    }

    private CompletionStage<Boolean> forget(Topic topic) {
        return timelines
                .release()
                .forget(topic, remember)
                .thenCompose(gone -> gone
                        ? CompletableFuture.completedFuture(true)
                        : timelines
                                .writer()
                                .close(topic)
                                .thenCompose(closed -> closed
                                        ? timelines.release().forget(topic, remember)
                                        : CompletableFuture.completedFuture(false)));
    }
}
