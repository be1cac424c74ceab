package live.danmaku.standalone.api;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Waits for what is promised within a second. The second is counted in questions, a tenth of a second apart, and by how long
 * the answers take: on a busy machine they take longer, and so does everything else.
 */
final class WithinASecond {

    private static final int TRIES = 11;
    private static final long APART_MS = 100;

    /** What an answer takes where nothing else runs is a good deal less. */
    private static final long QUICK_ANSWER_MS = 20;

    private WithinASecond() {}

    /** @throws AssertionError when the condition is still false after so many questions */
    static void await(Callable<Boolean> condition) {
        long begin = System.nanoTime();
        for (int i = 0; i < TRIES; i++) {
            long asked = System.nanoTime();
            if (holds(condition)) {
                return;
            }
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked);
            pause(APART_MS * Math.max(1, took / QUICK_ANSWER_MS));
        }
        if (!holds(condition)) {
            throw new AssertionError(
                    "still not so after %s, and asked %d times (expected: within a second where the machine is idle)"
                            .formatted(Duration.ofNanos(System.nanoTime() - begin), TRIES));
        }
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
