package live.danmaku.push.connector.edge.limit;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.connection.OpenSockets;

/** Counts connections from accepting to closing. Thread-safe. */
public final class Arrivals {

    private final int most;
    private final OpenSockets sockets;
    private final AddressLimits limits;
    private final ClientAddresses clients;
    private final AtomicInteger open = new AtomicInteger();

    /**
     * @param most connections of all
     * @param sockets what the process may have open, those of other ports among them
     * @param clients whose a connection is
     */
    public Arrivals(int most, OpenSockets sockets, AddressLimits limits, ClientAddresses clients) {
        this.most = most;
        this.sockets = sockets;
        this.limits = limits;
        this.clients = clients;
    }

    /** Somebody has connected. One that is {@link Arrival#refusal refused} is closed at once, and counts no more. */
    public Arrival arrived(InetSocketAddress peer) {
        if (open.incrementAndGet() <= most && sockets.take()) {
            return new Arrival(peer, this);
        }
        open.decrementAndGet();
        return new Arrival(peer, this, "full");
    }

    ClientAddresses clients() {
        return clients;
    }

    AddressLimits limits() {
        return limits;
    }

    void left() {
        open.decrementAndGet();
        sockets.giveBack();
    }

    public int open() {
        return open.get();
    }
}
