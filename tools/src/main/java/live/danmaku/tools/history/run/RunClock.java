package live.danmaku.tools.history.run;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** How much of a run is over. Thread-safe. */
final class RunClock {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long LOOK_MS = 100;

    private final long begin = System.nanoTime();
    private final Duration length;
    private final BooleanSupplier enough;
    private final BooleanSupplier done;

    /**
     * @param enough what must be true at the end, for which a run goes on after its length, for three minutes at most
     * @param done what must be true as well, however long that takes
     */
    RunClock(Duration length, BooleanSupplier enough, BooleanSupplier done) {
        this.length = length;
        this.enough = enough;
        this.done = done;
    }

    boolean isRunning() {
        Duration over = elapsed().minus(length);
        return over.isNegative() || !done.getAsBoolean() || over.compareTo(PATIENCE) < 0 && !enough.getAsBoolean();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Blocks for so long, at most until the end. */
    void sleep(Duration pause) throws InterruptedException {
        long slept = System.nanoTime();
        while (isRunning()) {
            long left = pause.toMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - slept);
            if (left <= 0) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(Math.min(left, LOOK_MS));
        }
    }
}
