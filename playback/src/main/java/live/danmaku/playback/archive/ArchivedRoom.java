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

    private static final long OPEN = -1;

    /** The store's losses up to when the log was closed, so that its end is final; or {@link #OPEN}. */
    private volatile long closedAfter = OPEN;

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

    /**
     * Tells that the log is closed. Thread-safe.
     *
     * @param losses how many losses of the store were known then, and repaired
     */
    void closed(long losses) {
        closedAfter = losses;
    }

    /** Whether it is to be looked at this time; asked once each time. */
    boolean isDue() {
        if (closedAfter != OPEN || passedOver >= passOver) {
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
        long losses = closedAfter;
        boolean isFinal = losses != OPEN;
        return steps(STEPS_A_TURN).thenCompose(step -> switch (step) {
            case MORE -> CompletableFuture.completedFuture(Turn.AGAIN);
            // A log that is closed gets nothing again of what it lost, and the archive has it.
            case AHEAD, CAUGHT_UP, NOTHING_NEW, COMPLETE ->
                isFinal
                        ? finish.tryIt(losses).thenApply(ended -> ended ? Turn.DONE : Turn.LATER)
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
