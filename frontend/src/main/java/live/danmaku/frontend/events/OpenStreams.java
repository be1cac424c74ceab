package live.danmaku.frontend.events;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import live.danmaku.web.address.ClientAddress;
import live.danmaku.web.limit.ConnectionCounts;
import live.danmaku.web.problem.ApiException;

/** How many streams are open, on this front end and of each address. Thread-safe. */
final class OpenStreams {

    private static final Duration LATER = Duration.ofSeconds(10);

    private final int most;
    private final int mostOfAddress;
    private final boolean exemptLoopback;
    private final AtomicInteger all = new AtomicInteger();
    private final ConnectionCounts byNetwork;

    OpenStreams(EventsSettings settings, boolean exemptLoopback) {
        this.most = settings.most();
        this.mostOfAddress = settings.mostOfAddress();
        this.exemptLoopback = exemptLoopback;
        byNetwork = new ConnectionCounts(mostOfAddress);
    }

    /**
     * Takes one.
     *
     * @return gives it back; to be called once
     * @throws ApiException 503 when there are too many, 429 when there are too many of this address
     */
    Runnable take(ClientAddress client) {
        if (all.incrementAndGet() > most) {
            all.decrementAndGet();
            throw ApiException.unavailable("%,d streams are open (expected: another front end)".formatted(most), LATER);
        }
        if (exemptLoopback && client.isHere()) {
            return all::decrementAndGet;
        }
        String network = client.network();
        if (!byNetwork.take(network)) {
            all.decrementAndGet();
            throw ApiException.tooManyRequests(
                    "streams of this address: more than %d (expected: fewer)".formatted(mostOfAddress), LATER);
        }
        return () -> {
            byNetwork.giveBack(network);
            all.decrementAndGet();
        };
    }
}
