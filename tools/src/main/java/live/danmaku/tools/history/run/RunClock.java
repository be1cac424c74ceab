package live.danmaku.tools.history.run;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How much of a run is over. Thread-safe. */
final class RunClock {

    private final long begin = System.nanoTime();
    private final Duration length;

    RunClock(Duration length) {
        this.length = length;
    }

    boolean isRunning() {
        return elapsed().compareTo(length) < 0;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Blocks for so long, at most until the end. */
    void sleep(Duration pause) throws InterruptedException {
        Duration left = length.minus(elapsed());
        Duration shorter = left.compareTo(pause) < 0 ? left : pause;
        if (!shorter.isNegative()) {
            TimeUnit.NANOSECONDS.sleep(shorter.toNanos());
        }
    }
}
