package live.danmaku.playback.archive;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.archive.ArchiveWriter;
import live.danmaku.model.timeline.TimelineRelease.Found;

/**
 * Removes the live timelines of streams that are archived and ended some time ago. A timeline that a fault has opened
 * again is closed first; one that cannot go now is tried again. A Redis that loses its last writes may lose a removal,
 * too: so a timeline counts as gone only when a second look, {@code again} later, finds nothing of it.
 */
final class LiveExpiry {

    private static final int ROOMS_AT_ONCE = 100;

    private final ArchiveWriter archive;
    private final LiveLogs timelines;
    private final Clock clock;
    private final Duration remember;
    private final Duration again;

    LiveExpiry(ArchiveWriter archive, LiveLogs timelines, Clock clock, Duration remember, Duration again) {
        this.archive = archive;
        this.timelines = timelines;
        this.clock = clock;
        this.remember = remember;
        this.again = again;
    }

    CompletionStage<Void> look() {
        return archive.expired(clock.millis(), ROOMS_AT_ONCE).thenCompose(this::forget);
    }

    private CompletionStage<Void> forget(List<RoomId> rooms) {
        List<CompletableFuture<Looked>> looks = rooms.stream()
                .map(room -> forget(Topic.room(room))
                        .thenApply(found -> new Looked(room, found))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new)).thenCompose(all -> {
            Map<Found, Set<RoomId>> by = looks.stream()
                    .map(CompletableFuture::join)
                    .collect(groupingBy(Looked::found, mapping(Looked::room, toSet())));
            return archive.postpone(by.getOrDefault(Found.REMAINS, Set.of()), clock.millis() + again.toMillis())
                    .thenCompose(postponed -> archive.released(by.getOrDefault(Found.NOTHING, Set.of())));
        });
    }

    private record Looked(RoomId room, Found found) {}

    private CompletionStage<Found> forget(Topic topic) {
        return timelines
                .release()
                .forget(topic, remember)
                .thenCompose(found -> found == Found.OPEN
                        ? timelines
                                .writer()
                                .close(topic)
                                .thenCompose(closed -> timelines.release().forget(topic, remember))
                        : CompletableFuture.completedFuture(found));
    }
}
