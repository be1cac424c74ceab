package live.danmaku.web.address;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names of this machine: {@code localhost}, loopback addresses, and those that are configured. A web page that lets
 * its own name lead here (DNS rebinding) calls under that name, so it is told from those that belong here. Immutable.
 */
public final class HostNames {

    private static final String LOCALHOST = "localhost";

    private final Set<String> configured;

    /** @param configured without ports */
    public HostNames(List<String> configured) {
        this.configured =
                configured.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    static void requireName(String name) {
        if (!name.matches("[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]+]")) {
            throw new IllegalArgumentException(
                    "hosts (DANMAKU_HOSTS): '%s' (expected: names such as live.example.com, without ports)"
                            .formatted(name));
        }
    }

    /** @param host as in a {@code Host} header, with or without a port */
    public boolean isOurs(String host) {
        @Nullable String name = nameOf(host);
        return name != null && isOurName(name);
    }

    /** @param origin as in an {@code Origin} header, such as {@code http://localhost:8080} */
    public boolean isOurOrigin(String origin) {
        @Nullable String name = nameOfOrigin(origin);
        return name != null && isOurName(name);
    }

    private boolean isOurName(String name) {
        if (name.equals(LOCALHOST) || configured.contains(name)) {
            return true;
        }
        boolean bracketed = name.startsWith("[") && name.endsWith("]");
        @Nullable InetAddress address = IpLiteral.parse(bracketed ? name.substring(1, name.length() - 1) : name);
        return address != null && address.isLoopbackAddress();
    }

    /** The host in a {@code Host} header, in lower case; null when there is none. */
    public static @Nullable String nameOf(String host) {
        return nameOfOrigin("http://" + host);
    }

    /** The host of a web page's origin, in lower case; null when there is none, as of {@code null}. */
    public static @Nullable String nameOfOrigin(String origin) {
        try {
            URI address = URI.create(origin);
            @Nullable String host = address.getHost();
            // No browser sends a user; whoever does means to be read otherwise.
            return host == null || address.getRawUserInfo() != null ? null : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
