package live.danmaku.tools.history.record;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Microseconds since 1970 that never go back, whatever happens to the system's clock after the start. Thread-safe. */
public final class HistoryClock {

    private static final long BASE =
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) - System.nanoTime() / 1_000;

    private HistoryClock() {}

    public static long now() {
        return BASE + System.nanoTime() / 1_000;
    }
}
