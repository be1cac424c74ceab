package live.danmaku.tools.history.run;

import java.util.Locale;

/** What may go wrong in a run. */
public enum FaultKind {
    /** Kills a processor as {@code kill -9} does and starts another, every few seconds. */
    KILL,
    /** Starts one more processor in the middle of the run. */
    ADD,
    /** Sets the gears of all rooms' comments to 1, 2, 3, 4, 1, … every few seconds. */
    GEARS,
    /** Writers send some messages twice, at once or later. */
    RETRY,
    /** Polls rooms so often that they become hot, and leaves them alone until they are cold again. */
    HOT,
    /** Kills one of two front ends between which all readers change, and starts it again. */
    FRONT,
    /** Kills the Redis replica that one of two front ends reads from, and starts it again. */
    REPLICA,
    /** Sends the readers with long connections to polling and back. */
    SWITCH,
    /** Cuts the connections of the readers with long connections. */
    CUT;

    /** Whether there must be a second front end, with a replica of its own to read from. */
    boolean needsSecondFront() {
        return this == FRONT || this == REPLICA;
    }

    /** Its name in histories and on the command line. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
