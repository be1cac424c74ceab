package live.danmaku.playback.archive;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.archive.ArchiveWriter;
import live.danmaku.model.timeline.TimelineRelease;

/** Lets the live timelines of streams go that are archived and ended some time ago. */
final class LiveExpiry {

    private static final int ROOMS_AT_ONCE = 100;

    private final ArchiveWriter archive;
    private final TimelineRelease timelines;
    private final Clock clock;
    private final Duration remember;

    LiveExpiry(ArchiveWriter archive, TimelineRelease timelines, Clock clock, Duration remember) {
        this.archive = archive;
        this.timelines = timelines;
        this.clock = clock;
        this.remember = remember;
    }

    CompletionStage<Void> look() {
        return archive.expired(clock.millis(), ROOMS_AT_ONCE).thenCompose(this::forget);
    }

    private CompletionStage<Void> forget(List<RoomId> rooms) {
        CompletableFuture<?>[] forgotten = rooms.stream()
                .map(room -> timelines.forget(Topic.room(room), remember).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(forgotten).thenCompose(all -> archive.released(Set.copyOf(rooms)));
    }
}
