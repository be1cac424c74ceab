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
    RETRY;

    /** Its name in histories and on the command line. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
