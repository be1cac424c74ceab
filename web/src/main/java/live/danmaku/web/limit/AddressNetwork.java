package live.danmaku.web.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Whom an address is taken for: of IPv6, everybody in the /64 network, which one customer has to himself. */
public final class AddressNetwork {

    private static final int IPV6_NETWORK_BYTES = 8;

    private AddressNetwork() {}

    public static String of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of()
                .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
    }
}
