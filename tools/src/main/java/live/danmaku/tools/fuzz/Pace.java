package live.danmaku.tools.fuzz;

import java.util.concurrent.TimeUnit;

/** Spaces out what several threads do; what is late is not made up for. Thread-safe. */
final class Pace {

    private final long gapNanos;
    private long next = System.nanoTime();

    Pace(double perSecond) {
        this.gapNanos = (long) (1e9 / perSecond);
    }

    /** Blocks until it is the caller's turn. */
    void await() throws InterruptedException {
        long turn;
        synchronized (this) {
            turn = Math.max(next, System.nanoTime());
            next = turn + gapNanos;
        }
        TimeUnit.NANOSECONDS.sleep(turn - System.nanoTime());
    }
}
