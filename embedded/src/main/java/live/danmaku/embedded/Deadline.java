package live.danmaku.embedded;

import java.time.Duration;

/** A point in time until which a condition is polled. */
final class Deadline {

    private static final long POLL_MILLIS = 20;

    private final long nanoTime;

    private Deadline(long nanoTime) {
        this.nanoTime = nanoTime;
    }

    static Deadline in(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    boolean passed() {
        return System.nanoTime() - nanoTime >= 0;
    }

    /** Blocks until the condition should be looked at again. */
    void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while waiting for an engine", e);
        }
    }
}
