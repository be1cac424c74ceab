package live.danmaku.push.connector.edge.websocket;

import java.util.List;
import java.util.Set;
import live.danmaku.web.address.HostNames;
import org.jspecify.annotations.Nullable;

/**
 * From which web pages a WebSocket may be opened. What is no web page sends no {@code Origin} and is let in; so are
 * pages of this machine and those listed, whatever their port. So are pages of the host that the request is for, where
 * others than this machine may connect: on loopback, a page whose name leads here would be let in by its own name.
 */
public final class Origins {

    private static final String ANY = "*";

    private final Set<String> listed;
    private final HostNames ours;
    private final boolean onLoopback;

    /**
     * @param listed such as {@code https://live.example.com}; {@code *} lets everybody in
     * @param ours the names of this machine
     * @param onLoopback whether only this machine can connect
     */
    public Origins(List<String> listed, HostNames ours, boolean onLoopback) {
        this.listed = Set.copyOf(listed);
        this.ours = ours;
        this.onLoopback = onLoopback;
    }

    boolean allows(@Nullable String origin, @Nullable String host) {
        if (origin == null || listed.contains(ANY) || listed.contains(origin) || ours.isOurOrigin(origin)) {
            return true;
        }
        @Nullable String from = HostNames.nameOfOrigin(origin);
        return !onLoopback && from != null && host != null && from.equals(HostNames.nameOf(host));
    }
}
