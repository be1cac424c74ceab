package live.danmaku.tools.feed;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** How long to wait before a try is repeated: doubling from 100 ms to 5 s with ±50 % of jitter, never less than asked. */
final class Backoff {

    private static final long FIRST_MS = 100;
    private static final long MOST_MS = 5_000;

    private Backoff() {}

    /**
     * @param tries that failed so far, from 1
     * @param retryAfter what the server asked for; null when it did not
     */
    static Duration before(int tries, @Nullable Duration retryAfter) {
        long doubled = Math.min(MOST_MS, FIRST_MS << Math.min(10, tries - 1));
        Duration own = Duration.ofMillis(
                Math.round(doubled * ThreadLocalRandom.current().nextDouble(0.5, 1.5)));
        return retryAfter != null && retryAfter.compareTo(own) > 0 ? retryAfter : own;
    }
}
