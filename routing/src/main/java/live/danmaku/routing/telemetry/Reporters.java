package live.danmaku.routing.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import live.danmaku.model.UserId;
import live.danmaku.model.telemetry.Tally;
import live.danmaku.web.limit.AddressNetwork;
import live.danmaku.web.limit.Buckets;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Who reports: how often one may, and under which number trouble is counted, so that the guard can leave out what a few reported.
 * This machine is trusted where the settings say so: it is not limited, and counts as many. Thread-safe.
 */
public final class Reporters {

    private final boolean exemptLoopback;
    private final Buckets<String> addresses;
    private final Buckets<UserId> users;
    private final Counter refusedAddresses;
    private final Counter refusedUsers;
    private final AtomicInteger local = new AtomicInteger();

    public Reporters(TelemetrySettings settings, MeterRegistry registry) {
        exemptLoopback = settings.exemptLoopback();
        addresses = new Buckets<>(settings.addressPerSecond(), settings.addressBurst());
        users = new Buckets<>(settings.userPerSecond(), settings.userBurst());
        refusedAddresses = refused("address", registry);
        refusedUsers = refused("user", registry);
    }

    private static Counter refused(String by, MeterRegistry registry) {
        return Counter.builder("danmaku.telemetry.refused")
                .description("Calls answered 429, by whose limit it was")
                .tag("limit", by)
                .register(registry);
    }

    /**
     * Takes one from the buckets of an address and, where there is a token, of its user.
     *
     * @throws ApiException 429 when one is empty; it says how long to wait
     */
    void check(@Nullable InetSocketAddress remote, Optional<Caller> caller) {
        if (remote != null && !isExempt(remote)) {
            take(addresses, AddressNetwork.of(remote.getAddress()), "this address", refusedAddresses);
        }
        caller.ifPresent(known -> take(users, known.uid(), "user " + known.uid(), refusedUsers));
    }

    private static <K> void take(Buckets<K> buckets, K owner, String who, Counter refused) {
        try {
            buckets.take(owner, who);
        } catch (ApiException e) {
            refused.increment();
            throw e;
        }
    }

    /** The same for everything that an address reports, on whatever router; see {@link Tally#by}. */
    int number(@Nullable InetSocketAddress remote) {
        if (remote == null) {
            return 0;
        }
        if (isExempt(remote)) {
            return Math.floorMod(local.getAndIncrement(), Tally.REPORTERS);
        }
        int hash = AddressNetwork.of(remote.getAddress()).hashCode() * 0x9E3779B9;
        return Math.floorMod(hash >>> 16, Tally.REPORTERS);
    }

    private boolean isExempt(InetSocketAddress remote) {
        return exemptLoopback && remote.getAddress().isLoopbackAddress();
    }
}
