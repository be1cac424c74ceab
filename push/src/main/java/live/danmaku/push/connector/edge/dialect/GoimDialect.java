package live.danmaku.push.connector.edge.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import live.danmaku.model.RoomId;
import live.danmaku.push.connector.edge.connection.Connection;
import live.danmaku.push.connector.edge.connection.Entry;
import live.danmaku.push.connector.edge.packet.BrokenProtocolException;
import live.danmaku.push.connector.edge.packet.Operation;
import live.danmaku.push.connector.edge.packet.Packet;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.link.Encoding;

/**
 * The dialect of goim's clients. They only read. Rooms are addresses such as {@code live://1000}, and clients say which
 * operations they want; all messages have one and the same.
 */
final class GoimDialect extends AuthDialect {

    private static final String BEFORE_ROOM = "://";

    private final String operation;
    private final Disconnect disconnect;

    /** @param operation what packets of messages have */
    GoimDialect(int operation, Disconnect disconnect) {
        this.operation = Integer.toString(operation);
        this.disconnect = disconnect;
    }

    @Override
    public String name() {
        return "goim";
    }

    @Override
    boolean isOf(Fields auth) {
        return auth.has("room_id") || auth.has("mid") || auth.has("accepts");
    }

    @Override
    void auth(Connection from, Packet packet, Fields auth) {
        List<String> accepted = auth.texts("accepts");
        from.silent(!accepted.isEmpty() && !accepted.contains(operation));
        Entry entry = new Entry(
                Encoding.GOIM,
                auth.optional("key", key -> key),
                true,
                false,
                auth.required("room_id", GoimDialect::room),
                null);
        Packet header = headerOf(packet);
        from.enter(entry, admission -> reply(from, header));
    }

    private static RoomId room(String address) {
        int scheme = address.indexOf(BEFORE_ROOM);
        return new RoomId(scheme < 0 ? address : address.substring(scheme + BEFORE_ROOM.length()));
    }

    @Override
    void received(Connection from, Packet packet) {
        switch (packet.operation()) {
            case Operation.HEARTBEAT -> reply(from, packet, online(from));
            case Operation.CHANGE_ROOM -> changeRoom(from, packet);
            case Operation.SUBSCRIBE -> {
                if (operations(packet).contains(operation)) {
                    from.silent(false);
                }
                reply(from, packet);
            }
            case Operation.UNSUBSCRIBE -> {
                if (operations(packet).contains(operation)) {
                    from.silent(true);
                }
                reply(from, packet);
            }
            default -> echo(from, packet);
        }
    }

    private static void changeRoom(Connection from, Packet packet) {
        RoomId to;
        try {
            to = room(text(packet));
        } catch (IllegalArgumentException e) {
            throw new BrokenProtocolException(String.valueOf(e.getMessage()));
        }
        Packet header = headerOf(packet);
        from.changeRoom(to, null, admission -> {
            CloseReason refusal = admission.refused();
            if (refusal == null) {
                reply(from, header);
            } else {
                from.close(refusal);
            }
        });
    }

    private static List<String> operations(Packet packet) {
        return Arrays.stream(text(packet).split(",")).map(String::strip).toList();
    }

    private static String text(Packet packet) {
        return packet.body().toString(StandardCharsets.UTF_8);
    }

    @Override
    public void farewell(Connection to, CloseReason reason) {
        disconnect.send(to, reason);
    }
}
