package live.danmaku.standalone.log;

import java.util.concurrent.TimeUnit;

/** Counts the lines of one kind in each second. Thread-safe. */
final class LinesOfAKind {

    static final int DROPPED = -1;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int most;
    private boolean any;
    private long begin;
    private int lines;
    private int dropped;

    /** @param most how many pass in a second */
    LinesOfAKind(int most) {
        this.most = most;
    }

    /**
     * One more line.
     *
     * @param now as {@link System#nanoTime}
     * @return how many were dropped since the last that passed; {@link #DROPPED} when this one is dropped, too
     */
    synchronized int pass(long now) {
        if (!any || now - begin >= SECOND) {
            any = true;
            begin = now;
            lines = 0;
        }
        if (lines == most) {
            dropped++;
            return DROPPED;
        }
        lines++;
        int before = dropped;
        dropped = 0;
        return before;
    }
}
