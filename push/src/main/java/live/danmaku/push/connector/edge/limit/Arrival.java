package live.danmaku.push.connector.edge.limit;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import live.danmaku.web.address.ClientAddress;
import org.jspecify.annotations.Nullable;

/**
 * One connection's place among all, and among those of its address. It is taken when the connection is accepted, before
 * anything is read; behind a trusted proxy the address is known later, and its place is taken then. Belongs to the
 * connection's loop.
 */
public final class Arrival {

    private final Arrivals arrivals;
    private InetSocketAddress peer;
    private ClientAddress client;
    private @Nullable ClientAddress counted;
    private @Nullable String refusal;
    private boolean here;

    /** One that has no place. */
    Arrival(InetSocketAddress peer, Arrivals arrivals, String refusal) {
        this.peer = peer;
        this.arrivals = arrivals;
        this.client = arrivals.clients().of(peer);
        this.refusal = refusal;
    }

    Arrival(InetSocketAddress peer, Arrivals arrivals) {
        this.peer = peer;
        this.arrivals = arrivals;
        this.client = arrivals.clients().of(peer);
        here = true;
        if (!isBehindProxy()) {
            takePlace();
        }
    }

    /** Why it cannot stay, for counting: {@code full} or {@code address}; null when it can. */
    public @Nullable String refusal() {
        return refusal;
    }

    /** Whether its client is only known when something was said on it. */
    public boolean isBehindProxy() {
        return arrivals.clients().isProxy(peer);
    }

    /**
     * A trusted proxy said whose it is.
     *
     * @param source null when it is the proxy's own, or it said nothing
     */
    public void isFrom(@Nullable InetSocketAddress source) {
        if (source != null) {
            peer = source;
        }
        client = arrivals.clients().of(peer);
        if (source != null && !isBehindProxy()) {
            takePlace();
        }
    }

    /** Nothing more is said of whose it is; whether it can stay. */
    public boolean isKnown() {
        takePlace();
        return refusal == null;
    }

    /** The head of its request was read; whether it can stay. */
    public boolean isKnown(HttpHeaders headers) {
        client = arrivals.clients().of(peer, headers);
        return isKnown();
    }

    private void takePlace() {
        @Nullable ClientAddress before = counted;
        if (refusal != null || before != null && isSame(before)) {
            return;
        }
        if (arrivals.limits().take(client)) {
            counted = client;
            if (before != null) {
                arrivals.limits().giveBack(before);
            }
        } else {
            refusal = "address";
        }
    }

    /** This machine's own connections count otherwise than those for which a proxy on it speaks. */
    private boolean isSame(ClientAddress before) {
        return before.network().equals(client.network()) && before.isHere() == client.isHere();
    }

    /** Counts one that opens; whether its address opens them slowly enough. */
    public boolean mayOpen() {
        return arrivals.limits().mayOpen(client);
    }

    /** Whose it is, as far as that is known; the proxy's own address until then. */
    public ClientAddress client() {
        return client;
    }

    /** It is closed. */
    public void left() {
        if (here) {
            here = false;
            arrivals.left();
            if (counted != null) {
                arrivals.limits().giveBack(counted);
            }
        }
    }
}
