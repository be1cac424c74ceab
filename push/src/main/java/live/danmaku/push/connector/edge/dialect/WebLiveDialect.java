package live.danmaku.push.connector.edge.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import live.danmaku.model.RoomId;
import live.danmaku.push.connector.edge.connection.Connection;
import live.danmaku.push.connector.edge.connection.Entry;
import live.danmaku.push.connector.edge.packet.Operation;
import live.danmaku.push.connector.edge.packet.Packet;
import live.danmaku.push.link.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * The dialect of popular clients for web pages of live streams. They only read. Replies have version 1 whatever the request
 * has, the auth's reply has a body, and there is no packet that says goodbye: what these clients do not know breaks them.
 */
final class WebLiveDialect extends AuthDialect {

    private static final int VERSION = 1;
    private static final byte[] WELCOME = "{\"code\":0}".getBytes(StandardCharsets.UTF_8);

    /** What a client takes for something else when it comes back without a body. */
    private static final Set<Integer> SERVER_ONLY = Set.of(
            Operation.replyTo(Operation.HEARTBEAT),
            Operation.MESSAGES,
            Operation.DISCONNECT,
            Operation.replyTo(Operation.AUTH),
            Operation.RAW);

    @Override
    public String name() {
        return "web-live";
    }

    @Override
    boolean isOf(Fields auth) {
        return auth.has("roomid");
    }

    @Override
    void auth(Connection from, Packet packet, Fields auth) {
        Entry entry = new Entry(
                encoding(auth.text("protover")),
                auth.optional("key", key -> key),
                true,
                false,
                auth.required("roomid", RoomId::new),
                null);
        int sequence = packet.sequence();
        from.enter(entry, admission -> send(from, VERSION, Operation.replyTo(Operation.AUTH), sequence, WELCOME));
    }

    private static Encoding encoding(@Nullable String version) {
        if (version == null) {
            return Encoding.WEB_LIVE;
        }
        return switch (version) {
            case "2" -> Encoding.WEB_LIVE_ZLIB;
            case "3" -> Encoding.WEB_LIVE_BROTLI;
            default -> Encoding.WEB_LIVE;
        };
    }

    @Override
    void received(Connection from, Packet packet) {
        if (packet.operation() == Operation.HEARTBEAT) {
            send(from, VERSION, Operation.replyTo(Operation.HEARTBEAT), packet.sequence(), online(from));
        } else if (!SERVER_ONLY.contains(packet.operation())) {
            echo(from, packet);
        }
    }
}
