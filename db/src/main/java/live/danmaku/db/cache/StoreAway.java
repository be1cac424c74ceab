package live.danmaku.db.cache;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Whether a store is taken for away, and when it may be tried again. Thread-safe. */
final class StoreAway {

    private static final long HERE = Long.MIN_VALUE;

    private final long pauseNanos;
    private final AtomicLong tryAt = new AtomicLong(HERE);

    /** @param pause between two tries */
    StoreAway(Duration pause) {
        pauseNanos = pause.toNanos();
    }

    boolean isAway() {
        return tryAt.get() != HERE;
    }

    /** True for one caller in each pause. */
    boolean mayTry() {
        long due = tryAt.get();
        long now = System.nanoTime();
        return due != HERE && now - due >= 0 && tryAt.compareAndSet(due, now + pauseNanos);
    }

    void answered() {
        tryAt.set(HERE);
    }

    void failed() {
        tryAt.compareAndSet(HERE, System.nanoTime() + pauseNanos);
    }
}
