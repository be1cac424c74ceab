package live.danmaku.playback.archive;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import live.danmaku.model.RoomId;
import live.danmaku.model.archive.ArchiveProgress;
import live.danmaku.model.archive.ArchiveWriter;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;
import live.danmaku.model.timeline.StoreWitness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes the archive of a room whose log is closed and taken to its end: proves it, declares it complete, then moves the
 * room to {@code ended}. Whoever dies in between, the next one goes on from there.
 *
 * <p>A log is not proven against when its store has lost something since it was closed: what it lost may be what was to be proven. It
 * will be repaired, and closed again.
 */
final class StreamFinish {

    private static final Logger log = LoggerFactory.getLogger(StreamFinish.class);

    private static final Duration PAUSE_WHEN_UNPROVEN = Duration.ofSeconds(30);

    private final RoomId room;
    private final LogFollower follower;
    private final Proof proof;
    private final ArchiveWriter archive;
    private final StoreWitness witness;
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
            StoreWitness witness,
            RoomStore rooms,
            ArchiveMetrics metrics,
            Clock clock,
            Duration keepLive) {
        this.room = room;
        this.follower = follower;
        this.proof = proof;
        this.archive = archive;
        this.witness = witness;
        this.rooms = rooms;
        this.metrics = metrics;
        this.clock = clock;
        this.keepLive = keepLive;
    }

    /**
     * Completes with false when it has to be tried again, after following the log once more.
     *
     * @param losses the store's losses that were known and repaired when the log was closed
     */
    CompletionStage<Boolean> tryIt(long losses) {
        if (System.nanoTime() - notBefore < 0) {
            return CompletableFuture.completedFuture(false);
        }
        return follower.progress()
                .thenCompose(progress ->
                        progress.complete() ? end() : ifNothingWasLost(losses, () -> prove(progress, losses)));
    }

    private CompletionStage<Boolean> ifNothingWasLost(long losses, Supplier<CompletionStage<Boolean>> next) {
        return witness.check()
                .thenCompose(now -> now == losses ? next.get() : CompletableFuture.completedFuture(false));
    }

    private CompletionStage<Boolean> prove(ArchiveProgress progress, long losses) {
        return proof.judge().thenCompose(finding -> switch (finding.verdict()) {
            case WHOLE -> ifNothingWasLost(losses, () -> complete(progress, finding.extra()));
            case LACKS_SOME -> {
                if (repaired) {
                    yield unproven("the archive lacks some of the log");
                }
                repaired = true;
                metrics.repairs.increment();
                log.warn("the archive of room {} lacks some of its log, which is taken once more", room);
                yield follower.takeAgain().thenApply(done -> false);
            }
            case COUNTS_DIFFER -> {
                metrics.repairs.increment();
                log.warn("the archive of room {} holds all of its log; its counts did not and are made anew", room);
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

    private CompletionStage<Boolean> complete(ArchiveProgress progress, long extra) {
        long liveUntil = clock.millis() + keepLive.toMillis();
        return archive.complete(room, progress.cursor(), liveUntil).thenCompose(done -> {
            if (!done) {
                return CompletableFuture.completedFuture(false);
            }
            if (extra > 0) {
                metrics.extra.increment(extra);
                log.info("the archive of room {} keeps {} messages that its log had lost", room, extra);
            }
            return end();
        });
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
