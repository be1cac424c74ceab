package live.danmaku.frontend.events;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import live.danmaku.web.limit.AddressNetwork;
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;

/** How many streams are open, on this front end and of each address. Thread-safe. */
final class OpenStreams {

    private static final Duration LATER = Duration.ofSeconds(10);

    private final int most;
    private final int mostOfAddress;
    private final boolean exemptLoopback;
    private final AtomicInteger all = new AtomicInteger();
    private final Map<String, Integer> byNetwork = new ConcurrentHashMap<>();

    OpenStreams(EventsSettings settings, boolean exemptLoopback) {
        this.most = settings.most();
        this.mostOfAddress = settings.mostOfAddress();
        this.exemptLoopback = exemptLoopback;
    }

    /**
     * Takes one.
     *
     * @return gives it back; to be called once
     * @throws ApiException 503 when there are too many, 429 when there are too many of this address
     */
    Runnable take(@Nullable InetSocketAddress remote) {
        if (all.incrementAndGet() > most) {
            all.decrementAndGet();
            throw ApiException.unavailable("%,d streams are open (expected: another front end)".formatted(most), LATER);
        }
        if (remote == null || (exemptLoopback && remote.getAddress().isLoopbackAddress())) {
            return all::decrementAndGet;
        }
        String network = AddressNetwork.of(remote.getAddress());
        if (byNetwork.merge(network, 1, Integer::sum) > mostOfAddress) {
            give(network);
            throw ApiException.tooManyRequests(
                    "streams of this address: more than %d (expected: fewer)".formatted(mostOfAddress), LATER);
        }
        return () -> give(network);
    }

    private void give(String network) {
        byNetwork.computeIfPresent(network, (key, count) -> count == 1 ? null : count - 1);
        all.decrementAndGet();
    }
}
