package live.danmaku.web.address;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Addresses as text. Nothing here asks a name server: text from strangers must not make this process call others. */
public final class IpLiteral {

    private static final int MOST_CHARACTERS = 64;

    private IpLiteral() {}

    /** @return null when this is no IPv4 or IPv6 address */
    public static @Nullable InetAddress parse(String text) {
        if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
            return null;
        }
        byte @Nullable [] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            return null;
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /**
     * As {@link #parse}, of a text that may also have a port, and brackets around IPv6, such as
     * {@code [2001:db8::1]:4711}.
     *
     * @return null when there is no address in it, as in {@code unknown} or {@code _hidden}
     */
    static @Nullable InetAddress parseWithPort(String text) {
        String address = text;
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            address = end < 0 ? "" : text.substring(1, end);
        } else if (text.indexOf(':') == text.lastIndexOf(':') && text.indexOf(':') >= 0) {
            address = text.substring(0, text.indexOf(':'));
        }
        return parse(address);
    }
}
