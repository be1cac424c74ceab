package live.danmaku.web.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import live.danmaku.web.problem.ApiException;

/**
 * A token bucket for each of many. A bucket that nobody used for some time is full again, so it is forgotten.
 * Thread-safe.
 *
 * @param <K> whose buckets
 */
public final class Buckets<K> {

    private static final int MOST_BUCKETS = 200_000;

    private final LoadingCache<K, Bucket> buckets;

    /** @param burst what a full bucket holds */
    public Buckets(int perSecond, int burst) {
        buckets = Caffeine.newBuilder()
                .maximumSize(MOST_BUCKETS)
                .expireAfterAccess(
                        Duration.ofSeconds(1 + burst / Math.max(1, perSecond)).multipliedBy(2))
                .build(key -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                        .build());
    }

    /** Takes one from a bucket; false when it is empty. */
    boolean tryTake(K owner) {
        return buckets.get(owner).tryConsume(1);
    }

    /** One that was taken was not needed. */
    void giveBack(K owner) {
        buckets.get(owner).addTokens(1);
    }

    /**
     * Takes one from a bucket.
     *
     * @param who the bucket's owner, for people
     * @throws ApiException 429 when it is empty; it says how long to wait
     */
    public void take(K owner, String who) {
        ConsumptionProbe probe = buckets.get(owner).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
            throw ApiException.tooManyRequests(
                    "%s sends too fast (expected: a pause of %d ms)".formatted(who, wait.toMillis() + 1), wait);
        }
    }
}
