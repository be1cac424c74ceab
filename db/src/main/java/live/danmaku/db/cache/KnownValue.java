package live.danmaku.db.cache;

import java.time.Duration;

/**
 * A value as a store had it.
 *
 * @param askedAt when the store was asked, by {@link System#nanoTime}: the value is not older than that
 */
public record KnownValue<V>(V value, long askedAt) {

    /** How old it may be by now. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - askedAt);
    }
}
