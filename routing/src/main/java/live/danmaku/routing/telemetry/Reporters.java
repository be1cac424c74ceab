package live.danmaku.routing.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import live.danmaku.model.UserId;
import live.danmaku.model.telemetry.Tally;
import live.danmaku.web.address.ClientAddress;
import live.danmaku.web.limit.Buckets;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;

/**
 * Who reports: how often one may, and under which number trouble is counted, so that the guard can leave out what a few
 * reported. This machine is not limited where the settings say so, and counts as one reporter unless a load test wants
 * it to be many. Thread-safe.
 */
public final class Reporters {

    private final boolean exemptLoopback;
    private final boolean loopbackIsMany;
    private final Buckets<String> addresses;
    private final Buckets<UserId> users;
    private final Counter refusedAddresses;
    private final Counter refusedUsers;
    private final AtomicInteger local = new AtomicInteger();

    public Reporters(TelemetrySettings settings, MeterRegistry registry) {
        exemptLoopback = settings.exemptLoopback();
        loopbackIsMany = settings.loopbackIsMany();
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
    void check(ClientAddress client, Optional<Caller> caller) {
        if (!(exemptLoopback && client.isHere())) {
            take(addresses, client.network(), "this address", refusedAddresses);
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
    int number(ClientAddress client) {
        if (exemptLoopback && loopbackIsMany && client.isHere()) {
            return Math.floorMod(local.getAndIncrement(), Tally.REPORTERS);
        }
        int hash = client.network().hashCode() * 0x9E3779B9;
        return Math.floorMod(hash >>> 16, Tally.REPORTERS);
    }
}
