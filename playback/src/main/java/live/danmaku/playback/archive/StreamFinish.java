package live.danmaku.playback.archive;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;
import live.danmaku.model.archive.ArchiveProgress;
import live.danmaku.model.archive.ArchiveWriter;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes the archive of a room whose log is closed and taken to its end: proves it, declares it complete, then moves the
 * room to {@code ended}. Whoever dies in between, the next one goes on from there.
 */
final class StreamFinish {

    private static final Logger log = LoggerFactory.getLogger(StreamFinish.class);

    private static final Duration PAUSE_WHEN_UNPROVEN = Duration.ofSeconds(30);

    private final RoomId room;
    private final LogFollower follower;
    private final Proof proof;
    private final ArchiveWriter archive;
    private final RoomStore rooms;
    private final ArchiveMetrics metrics;
    private final Clock clock;
    private final Duration keepLive;

    /** Whether the log was taken again already. */
    private boolean repaired;

    /** When it may be tried again; reading all of a log is not for every other second. */
    private long notBefore = System.nanoTime();

    StreamFinish(
            RoomId room,
            LogFollower follower,
            Proof proof,
            ArchiveWriter archive,
            RoomStore rooms,
            ArchiveMetrics metrics,
            Clock clock,
            Duration keepLive) {
        this.room = room;
        this.follower = follower;
        this.proof = proof;
        this.archive = archive;
        this.rooms = rooms;
        this.metrics = metrics;
        this.clock = clock;
        this.keepLive = keepLive;
    }

    /** Completes with false when it has to be tried again, after following the log once more. */
    CompletionStage<Boolean> tryIt() {
        if (System.nanoTime() - notBefore < 0) {
            return CompletableFuture.completedFuture(false);
        }
        return follower.progress().thenCompose(progress -> progress.complete() ? end() : prove(progress));
    }

    private CompletionStage<Boolean> prove(ArchiveProgress progress) {
        return proof.judge(progress).thenCompose(verdict -> switch (verdict) {
            case WHOLE -> complete(progress);
            case LOG_DIFFERS -> {
                if (repaired) {
                    yield unproven("the log and the archive differ");
                }
                repaired = true;
                metrics.repairs.increment();
                log.warn("the archive of room {} differs from its log, which is taken once more", room);
                yield follower.takeAgain(progress).thenApply(done -> false);
            }
            case COUNTS_DIFFER -> {
                metrics.repairs.increment();
                log.warn("the archive of room {} equals its log; its counts did not and are made anew", room);
                yield archive.recount(room).thenApply(done -> false);
            }
            case LOST -> unproven("messages that were archived are not there any more");
        });
    }

    private CompletionStage<Boolean> unproven(String why) {
        repaired = false;
        notBefore = System.nanoTime() + PAUSE_WHEN_UNPROVEN.toNanos();
        metrics.unproven.increment();
        log.error("room {} stays archiving, and its live log stays: {}", room, why);
        return CompletableFuture.completedFuture(false);
    }

    private CompletionStage<Boolean> complete(ArchiveProgress progress) {
        long liveUntil = clock.millis() + keepLive.toMillis();
        return archive.complete(room, progress.cursor(), liveUntil)
                .thenCompose(done -> done ? end() : CompletableFuture.completedFuture(false));
    }

    private CompletionStage<Boolean> end() {
        return rooms.advance(room, RoomState.ARCHIVING, RoomState.ENDED, clock.millis())
                .thenApply(moved -> {
                    if (moved) {
                        metrics.finished.increment();
                        log.info("room {} has ended", room);
                    }
                    return true;
                });
    }
}
