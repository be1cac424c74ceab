package live.danmaku.frontend.limit;

import java.net.InetSocketAddress;
import live.danmaku.model.UserId;
import live.danmaku.web.limit.AddressNetwork;
import live.danmaku.web.limit.Buckets;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket per user and per address, on this front end. Thread-safe.
 */
public final class RateLimits {

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
        check(remote);
        if (!caller.hasAny(Role.SERVICE)) {
            users.take(caller.uid(), "user " + caller.uid());
        }
    }

    /**
     * Takes one from the address's bucket.
     *
     * @throws ApiException 429 when it is empty; it says how long to wait
     */
    public void check(@Nullable InetSocketAddress remote) {
        if (remote != null && !(exemptLoopback && remote.getAddress().isLoopbackAddress())) {
            addresses.take(AddressNetwork.of(remote.getAddress()), "this address");
        }
    }
}
