package live.danmaku.model.route;

import org.jspecify.annotations.Nullable;

/**
 * Where clients reach a node.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 */
public record NodeAddress(String host, int port) {

    /** @throws IllegalArgumentException when it cannot be an address; the text says the value and what is expected */
    public NodeAddress {
        if (host.isEmpty() || host.length() > 255 || !host.chars().allMatch(NodeAddress::isOfHosts)) {
            throw new IllegalArgumentException("host: '%s' (expected: a name or an IP address)".formatted(host));
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port: %d (expected: 1-65535)".formatted(port));
        }
    }

    private static boolean isOfHosts(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || ".-_:%".indexOf(c) >= 0;
    }

    /**
     * Reads what {@link #toString()} writes: {@code host:port}, or {@code [host]:port} where the host is of IPv6.
     *
     * @throws IllegalArgumentException when it is something else; the text says the value and what is expected
     */
    public static NodeAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon > 0) {
            String host = text.substring(0, colon);
            if (host.startsWith("[") && host.endsWith("]")) {
                host = host.substring(1, host.length() - 1);
            } else if (host.indexOf(':') >= 0) {
                throw wrong(text);
            }
            try {
                return new NodeAddress(host, Integer.parseInt(text.substring(colon + 1)));
            } catch (NumberFormatException e) {
                throw wrong(text);
            }
        }
        throw wrong(text);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("address: '%s' (expected: host:port or [IPv6]:port)".formatted(text));
    }

    /** Null for a name, which may stand for addresses of both. */
    public @Nullable AddressFamily family() {
        if (host.indexOf(':') >= 0) {
            return AddressFamily.V6;
        }
        return host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9') ? AddressFamily.V4 : null;
    }

    /** Where its WebSocket is, such as {@code ws://host:port/sub}. */
    public String url(String scheme) {
        return scheme + "://" + this + "/sub";
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
