package live.danmaku.frontend.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import live.danmaku.model.UserId;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket per user and per address, on this front end. A bucket that nobody used for some time is full again, so
 * it is forgotten. Thread-safe.
 */
public final class RateLimits {

    private static final int MOST_BUCKETS = 200_000;
    private static final int IPV6_NETWORK_BYTES = 8;

    private final boolean exemptLoopback;
    private final LoadingCache<UserId, Bucket> users;
    private final LoadingCache<String, Bucket> addresses;

    public RateLimits(LimitSettings settings) {
        exemptLoopback = settings.exemptLoopback();
        users = buckets(settings.userPerSecond(), settings.userBurst());
        addresses = buckets(settings.addressPerSecond(), settings.addressBurst());
    }

    private static <K> LoadingCache<K, Bucket> buckets(int perSecond, int burst) {
        return Caffeine.newBuilder()
                .maximumSize(MOST_BUCKETS)
                .expireAfterAccess(
                        Duration.ofSeconds(1 + burst / Math.max(1, perSecond)).multipliedBy(2))
                .build(key -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                        .build());
    }

    /**
     * Takes one from the caller's buckets. Services have no user limit: they speak for many.
     *
     * @throws ApiException 429 when a bucket is empty; it says how long to wait
     */
    public void check(Caller caller, @Nullable InetSocketAddress remote) {
        if (remote != null && !(exemptLoopback && remote.getAddress().isLoopbackAddress())) {
            take(addresses.get(network(remote.getAddress())), "this address");
        }
        if (!caller.hasAny(Role.SERVICE)) {
            take(users.get(caller.uid()), "user " + caller.uid());
        }
    }

    private static void take(Bucket bucket, String who) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
            throw ApiException.tooManyRequests(
                    "%s sends too fast (expected: a pause of %d ms)".formatted(who, wait.toMillis() + 1), wait);
        }
    }

    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of()
                .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
    }
}
