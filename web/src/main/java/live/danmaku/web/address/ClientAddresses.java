package live.danmaku.web.address;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Finds the client's address of a request: the peer, or, when that is a trusted proxy, the last hop before it that is
 * none. Everything that limits or exempts by address asks here. Never fails, whatever a client sends, and asks no name
 * server. Immutable.
 *
 * <p>Where proxies say nothing that can be read, the request counts as the last one's that did; so it does when
 * {@code Forwarded} and {@code X-Forwarded-For} differ, as a proxy that writes one of them hands on a client's other.
 */
public final class ClientAddresses {

    private final List<AddressBlock> trusted;

    /**
     * @param trusted addresses and blocks of proxies
     * @throws IllegalArgumentException when one is none; the text says the value
     */
    public ClientAddresses(List<String> trusted) {
        this.trusted = trusted.stream().map(AddressBlock::parse).toList();
    }

    public ClientAddress of(ServerHttpRequest request) {
        @Nullable InetAddress peer = addressOf(request.getRemoteAddress());
        return of(peer, mattersFor(peer) ? Forwarding.of(request.getHeaders()) : Forwarding.NONE);
    }

    /** @param peer who is at the other end of the connection */
    public ClientAddress of(@Nullable SocketAddress peer, HttpHeaders headers) {
        @Nullable InetAddress address = addressOf(peer);
        return of(address, mattersFor(address) ? Forwarding.of(headers) : Forwarding.NONE);
    }

    /** The client of a connection on which nothing was said of proxies. */
    public ClientAddress of(@Nullable SocketAddress peer) {
        return of(addressOf(peer), Forwarding.NONE);
    }

    public ClientAddress of(@Nullable SocketAddress peer, Forwarding forwarding) {
        return of(addressOf(peer), forwarding);
    }

    /** Whether a connection's client is only known when something was said on it. */
    public boolean isProxy(@Nullable SocketAddress peer) {
        @Nullable InetAddress address = addressOf(peer);
        return address != null && isTrusted(address);
    }

    private ClientAddress of(@Nullable InetAddress peer, Forwarding forwarding) {
        if (peer == null) {
            return ClientAddress.UNKNOWN;
        }
        if (!isTrusted(peer)) {
            boolean isHere = peer.isLoopbackAddress() && trusted.isEmpty() && !forwarding.isAny();
            return ClientAddress.of(peer, isHere);
        }
        InetAddress standard = client(peer, forwarding.standard(), true);
        InetAddress usual = client(peer, forwarding.usual(), false);
        if (forwarding.standard().isEmpty()) {
            return ClientAddress.of(usual, false);
        }
        boolean agree = forwarding.usual().isEmpty() || standard.equals(usual);
        return ClientAddress.of(agree ? standard : peer, false);
    }

    /**
     * Walks back from the peer: each hop was named by the one after it. What is left of the answer anybody may have
     * written.
     */
    private InetAddress client(InetAddress peer, List<String> lines, boolean standard) {
        InetAddress client = peer;
        for (int line = lines.size() - 1; line >= 0; line--) {
            String hops = lines.get(line);
            int end = hops.length();
            while (end >= 0) {
                int comma = hops.lastIndexOf(',', end - 1);
                String hop = hops.substring(comma + 1, end).strip();
                @Nullable InetAddress address = IpLiteral.parseWithPort(standard ? forOf(hop) : hop);
                if (address == null) {
                    return client;
                }
                client = address;
                if (!isTrusted(address)) {
                    return client;
                }
                end = comma;
            }
        }
        return client;
    }

    /** Of {@code for="[2001:db8::1]:4711";proto=https}, the address. */
    private static String forOf(String hop) {
        for (String pair : hop.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0
                    && pair.substring(0, equals)
                            .strip()
                            .toLowerCase(Locale.ROOT)
                            .equals("for")) {
                String value = pair.substring(equals + 1).strip();
                boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                return quoted ? value.substring(1, value.length() - 1) : value;
            }
        }
        return "";
    }

    /** Whether headers change anything: they need not be looked at for most. */
    private boolean mattersFor(@Nullable InetAddress peer) {
        return peer != null && (trusted.isEmpty() ? peer.isLoopbackAddress() : isTrusted(peer));
    }

    private boolean isTrusted(InetAddress address) {
        for (AddressBlock block : trusted) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** Null also for an address that is not resolved. */
    private static @Nullable InetAddress addressOf(@Nullable SocketAddress peer) {
        return peer instanceof InetSocketAddress internet ? internet.getAddress() : null;
    }
}
