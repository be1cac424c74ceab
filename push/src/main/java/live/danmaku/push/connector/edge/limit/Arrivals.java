package live.danmaku.push.connector.edge.limit;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts connections from accepting to closing. Thread-safe. */
public final class Arrivals {

    private final int most;
    private final AddressLimits addresses;
    private final AtomicInteger open = new AtomicInteger();

    /** @param most connections of all */
    public Arrivals(int most, AddressLimits addresses) {
        this.most = most;
        this.addresses = addresses;
    }

    /** Somebody has connected, and {@link #left leaves} later, welcome or not. */
    public Arrival arrived(InetAddress address) {
        if (open.incrementAndGet() > most) {
            return Arrival.ALL_FULL;
        }
        return addresses.take(address) ? Arrival.WELCOME : Arrival.ADDRESS_FULL;
    }

    public void left(InetAddress address, Arrival arrival) {
        open.decrementAndGet();
        if (arrival == Arrival.WELCOME) {
            addresses.giveBack(address);
        }
    }

    /** Whether this address opens connections slowly enough. */
    public boolean mayOpen(InetAddress address) {
        return addresses.mayOpen(address);
    }

    public int open() {
        return open.get();
    }
}
