package live.danmaku.db.redis;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The master's clock as this process knows it: read again whenever the master answers, and carried on by this process's own
 * steady clock while it does not. So the age of what a replica has does not depend on whether the clocks of several machines
 * agree. Thread-safe.
 */
final class MasterClock {

    private final LongSupplier nanos;
    private volatile OptionalLong offset = OptionalLong.empty();

    /** @param nanos a steady clock, such as {@link System#nanoTime} */
    MasterClock(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Takes a reading.
     *
     * @param masterMs what the master's clock said, in ms since 1970
     * @param askedNanos when it was asked, by the steady clock; it answered just now
     */
    void met(long masterMs, long askedNanos) {
        long answered = nanos.getAsLong();
        long between = askedNanos + (answered - askedNanos) / 2;
        offset = OptionalLong.of(masterMs - TimeUnit.NANOSECONDS.toMillis(between));
    }

    /** In ms since 1970; empty while the master has never been met. */
    OptionalLong now() {
        OptionalLong known = offset;
        return known.isEmpty()
                ? known
                : OptionalLong.of(known.getAsLong() + TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong()));
    }
}
