package live.danmaku.push.connector;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a connector is known to routers and clients.
 *
 * @param id unlike every other node's; empty: the host's name and the port of WebSocket
 * @param label what kind of clients it is for, such as {@code h5}; empty: all
 * @param region where it is; empty: anywhere
 * @param ws addresses that clients reach it by, {@code host:port}; none: where it listens
 * @param tcp the same for plain TCP
 */
@ConfigurationProperties("danmaku.connector.node")
public record NodeSettings(
        @DefaultValue("") String id,
        @DefaultValue("") String label,
        @DefaultValue("") String region,
        @DefaultValue List<String> ws,
        @DefaultValue List<String> tcp) {

    public NodeSettings {
        ws = List.copyOf(ws);
        tcp = List.copyOf(tcp);
    }
}
