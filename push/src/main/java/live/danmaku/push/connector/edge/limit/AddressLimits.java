package live.danmaku.push.connector.edge.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import live.danmaku.web.address.ClientAddress;
import live.danmaku.web.limit.ConnectionCounts;

/**
 * How many connections an address may have, and how many it may open within a second of the clock. Loopback may be
 * exempt. Thread-safe.
 */
public final class AddressLimits {

    private final boolean exemptLoopback;
    private final ConnectionCounts connections;
    private final int mostPerSecond;
    private final LongSupplier nanoTime;
    private volatile Second second = new Second(0, new ConcurrentHashMap<>());

    /** Who opened how many in one second; thrown away with it, so nobody has to be forgotten. */
    private record Second(long number, ConcurrentMap<String, AtomicInteger> opened) {}

    /**
     * @param most connections of an address
     * @param mostPerSecond that an address opens
     */
    public AddressLimits(int most, int mostPerSecond, boolean exemptLoopback, LongSupplier nanoTime) {
        this.connections = new ConnectionCounts(most);
        this.mostPerSecond = mostPerSecond;
        this.exemptLoopback = exemptLoopback;
        this.nanoTime = nanoTime;
    }

    /** One connection more, unless the address has as many as may be. */
    public boolean take(ClientAddress client) {
        return isExempt(client) || connections.take(client.network());
    }

    /** One that was taken is gone. */
    public void giveBack(ClientAddress client) {
        if (!isExempt(client)) {
            connections.giveBack(client.network());
        }
    }

    /** Counts one that opens; whether it may. */
    public boolean mayOpen(ClientAddress client) {
        if (isExempt(client)) {
            return true;
        }
        return current()
                        .opened()
                        .computeIfAbsent(client.network(), key -> new AtomicInteger())
                        .incrementAndGet()
                <= mostPerSecond;
    }

    private Second current() {
        long number = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong());
        Second current = second;
        if (current.number() != number) {
            // Two threads may both begin the second; one of them then counts a few for nobody, which does no harm.
            current = new Second(number, new ConcurrentHashMap<>());
            second = current;
        }
        return current;
    }

    private boolean isExempt(ClientAddress client) {
        return exemptLoopback && client.isHere();
    }
}
