package live.danmaku.web.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Whose a request or a connection is.
 *
 * @param address null when it is not known
 * @param network what limits count by: an IPv4 address, or the /64 network of an IPv6 one, which is what one customer
 *     has
 * @param isHere whether it comes from this very machine and from no proxy on it
 */
public record ClientAddress(@Nullable InetAddress address, String network, boolean isHere) {

    /** All whose address is not known are one. */
    static final ClientAddress UNKNOWN = new ClientAddress(null, "unknown", false);

    private static final int IPV6_NETWORK_BYTES = 8;

    /** Such as {@code 192.0.2.1}; {@code unknown} when it is not known. */
    public String text() {
        return address == null ? network : address.getHostAddress();
    }

    /** Without a word on proxies: of this machine when it is a loopback address. */
    public static ClientAddress direct(InetAddress address) {
        return of(address, address.isLoopbackAddress());
    }

    static ClientAddress of(InetAddress address, boolean isHere) {
        byte[] bytes = address.getAddress();
        byte[] network = address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes;
        return new ClientAddress(address, HexFormat.of().formatHex(network), isHere);
    }
}
