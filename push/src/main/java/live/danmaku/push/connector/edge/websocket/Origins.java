package live.danmaku.push.connector.edge.websocket;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From which web pages a WebSocket may be opened. What is no web page sends no {@code Origin} and is let in; so are pages
 * of this machine and of the host that the request is for, whatever their port, and those listed.
 */
public final class Origins {

    private static final String ANY = "*";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> listed;

    /** @param listed such as {@code https://live.example.com}; {@code *} lets everybody in */
    public Origins(List<String> listed) {
        this.listed = Set.copyOf(listed);
    }

    boolean allows(@Nullable String origin, @Nullable String host) {
        if (origin == null || listed.contains(ANY) || listed.contains(origin)) {
            return true;
        }
        String from = hostOf(origin);
        return from != null && (LOOPBACK.contains(from) || host != null && from.equals(hostOf("http://" + host)));
    }

    private static @Nullable String hostOf(String address) {
        try {
            @Nullable String host = URI.create(address).getHost();
            return host == null ? null : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
