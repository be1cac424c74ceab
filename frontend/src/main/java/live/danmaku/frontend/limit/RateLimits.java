package live.danmaku.frontend.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import live.danmaku.model.UserId;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket per user and per address, on this front end. Thread-safe.
 */
public final class RateLimits {

    private static final int IPV6_NETWORK_BYTES = 8;

    private final boolean exemptLoopback;
    private final Buckets<UserId> users;
    private final Buckets<String> addresses;

    public RateLimits(LimitSettings settings) {
        exemptLoopback = settings.exemptLoopback();
        users = new Buckets<>(settings.userPerSecond(), settings.userBurst());
        addresses = new Buckets<>(settings.addressPerSecond(), settings.addressBurst());
    }

    /**
     * Takes one from the caller's buckets. Services have no user limit: they speak for many.
     *
     * @throws ApiException 429 when a bucket is empty; it says how long to wait
     */
    public void check(Caller caller, @Nullable InetSocketAddress remote) {
        if (remote != null && !(exemptLoopback && remote.getAddress().isLoopbackAddress())) {
            addresses.take(network(remote.getAddress()), "this address");
        }
        if (!caller.hasAny(Role.SERVICE)) {
            users.take(caller.uid(), "user " + caller.uid());
        }
    }

    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of()
                .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
    }
}
