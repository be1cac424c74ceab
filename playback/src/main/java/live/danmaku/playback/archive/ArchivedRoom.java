package live.danmaku.playback.archive;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One room's work. One turn at a time; {@link Archiver} owns it and its thread calls it. */
final class ArchivedRoom {

    /** So that a room with much to take lets the others have their turn. */
    private static final int STEPS_A_TURN = 20;

    private final LogFollower follower;
    private final StreamFinish finish;

    /** Whether the log is closed, so that its end is final. */
    private volatile boolean closed;

    /** How a turn ended. */
    enum Turn {
        AGAIN,
        LATER,
        /** The room has ended. */
        DONE
    }

    ArchivedRoom(LogFollower follower, StreamFinish finish) {
        this.follower = follower;
        this.finish = finish;
    }

    /** Thread-safe. */
    void closed() {
        closed = true;
    }

    CompletionStage<Turn> turn() {
        // Before the log is read: what is read afterwards is all there will be.
        boolean isFinal = closed;
        return steps(STEPS_A_TURN).thenCompose(step -> switch (step) {
            case MORE -> CompletableFuture.completedFuture(Turn.AGAIN);
            case AHEAD -> CompletableFuture.completedFuture(Turn.LATER);
            case CAUGHT_UP, COMPLETE ->
                isFinal
                        ? finish.tryIt().thenApply(ended -> ended ? Turn.DONE : Turn.LATER)
                        : CompletableFuture.completedFuture(Turn.LATER);
        });
    }

    private CompletionStage<LogFollower.Step> steps(int left) {
        return follower.step()
                .thenCompose(step -> step == LogFollower.Step.MORE && left > 1
                        ? steps(left - 1)
                        : CompletableFuture.completedFuture(step));
    }
}
