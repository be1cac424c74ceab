package live.danmaku.push.connector.hub;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import live.danmaku.web.address.ClientAddress;

/**
 * How many topics that nobody follows yet an address may ask for within a second of the clock: each costs a look-up, a
 * subscription and looks. Thread-safe.
 */
final class NewTopics {

    private final int mostPerSecond;
    private final boolean exemptLoopback;
    private final LongSupplier nanos;
    private volatile Second second = new Second(0, new ConcurrentHashMap<>());

    /** Who asked for how many in one second; thrown away with it. */
    private record Second(long number, ConcurrentMap<String, AtomicInteger> asked) {}

    NewTopics(HubSettings settings, LongSupplier nanos) {
        this.mostPerSecond = settings.newTopicsPerSecond();
        this.exemptLoopback = settings.exemptLoopback();
        this.nanos = nanos;
    }

    /** Counts one; whether it may be. */
    boolean take(ClientAddress client) {
        return exemptLoopback && client.isHere()
                || current()
                                .asked()
                                .computeIfAbsent(client.network(), key -> new AtomicInteger())
                                .incrementAndGet()
                        <= mostPerSecond;
    }

    private Second current() {
        long number = TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong());
        Second current = second;
        if (current.number() != number) {
            // Two loops may both begin the second; one of them then counts a few for nobody, which does no harm.
            current = new Second(number, new ConcurrentHashMap<>());
            second = current;
        }
        return current;
    }
}
