package live.danmaku.playback.archive;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One room's work. One turn at a time; {@link Archiver} owns it and its thread calls it. */
final class ArchivedRoom {

    /** So that a room with much to take lets the others have their turn. */
    private static final int STEPS_A_TURN = 20;

    /** A room in which nothing happens is looked at every eighth time. */
    private static final int MOST_PASSED_OVER = 7;

    private final LogFollower follower;
    private final StreamFinish finish;
    private int passOver;
    private int passedOver;

    /** Whether the log is closed, so that its end is final. */
    private volatile boolean closed;

    /** How a turn ended. */
    enum Turn {
        AGAIN,
        LATER,
        /** Nothing has happened, so it need not be soon. */
        MUCH_LATER,
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

    /** Whether it is to be looked at this time; asked once each time. */
    boolean isDue() {
        if (closed || passedOver >= passOver) {
            passedOver = 0;
            return true;
        }
        passedOver++;
        return false;
    }

    /** How its turn ended, or that somebody else has it. */
    void ended(Turn turn) {
        passOver = turn == Turn.MUCH_LATER ? Math.min(MOST_PASSED_OVER, 2 * passOver + 1) : 0;
    }

    CompletionStage<Turn> turn() {
        // Before the log is read: what is read afterwards is all there will be.
        boolean isFinal = closed;
        return steps(STEPS_A_TURN).thenCompose(step -> switch (step) {
            case MORE -> CompletableFuture.completedFuture(Turn.AGAIN);
            case AHEAD -> CompletableFuture.completedFuture(Turn.LATER);
            case CAUGHT_UP, NOTHING_NEW, COMPLETE ->
                isFinal
                        ? finish.tryIt().thenApply(ended -> ended ? Turn.DONE : Turn.LATER)
                        : CompletableFuture.completedFuture(
                                step == LogFollower.Step.NOTHING_NEW ? Turn.MUCH_LATER : Turn.LATER);
        });
    }

    private CompletionStage<LogFollower.Step> steps(int left) {
        return follower.step()
                .thenCompose(step -> step == LogFollower.Step.MORE && left > 1
                        ? steps(left - 1)
                        : CompletableFuture.completedFuture(step));
    }
}
