package live.danmaku.push.connector.edge.dialect;

import io.netty.buffer.ByteBufUtil;
import java.util.List;
import java.util.function.Consumer;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.edge.connection.Connection;
import live.danmaku.push.connector.edge.packet.Operation;
import live.danmaku.push.connector.edge.packet.Packet;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.link.Encoding;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Our own dialect: packets whose bodies are JSON, and batches that say where they go on from. */
final class NativeDialect extends AuthDialect {

    private static final int PLAIN = 0;

    private final JsonMapper json;
    private final OwnRequests requests;
    private final Disconnect disconnect;

    NativeDialect(JsonMapper json, Disconnect disconnect) {
        this.json = json;
        this.requests = new OwnRequests(json);
        this.disconnect = disconnect;
    }

    @Override
    public String name() {
        return "native";
    }

    @Override
    boolean isOf(Fields auth) {
        return true;
    }

    @Override
    void auth(Connection from, Packet packet, Fields auth) {
        requests.auth(from, auth, encoding(auth.texts("accept")), answering(from, packet));
    }

    private static Encoding encoding(List<String> accepted) {
        if (accepted.contains("br")) {
            return Encoding.NATIVE_BROTLI;
        }
        return accepted.contains("deflate") ? Encoding.NATIVE_ZLIB : Encoding.NATIVE;
    }

    @Override
    void received(Connection from, Packet packet) {
        switch (packet.operation()) {
            case Operation.HEARTBEAT -> reply(from, packet, online(from));
            case Operation.CHANGE_ROOM, Operation.SUBSCRIBE, Operation.UNSUBSCRIBE, Operation.ACKNOWLEDGE ->
                request(from, packet);
            default -> echo(from, packet);
        }
    }

    private void request(Connection from, Packet packet) {
        Fields fields = Fields.read(json, packet.body());
        Consumer<ObjectNode> answer = answering(from, packet);
        try {
            switch (packet.operation()) {
                case Operation.CHANGE_ROOM -> requests.changeRoom(from, fields, answer);
                case Operation.SUBSCRIBE -> requests.subscribe(from, fields, answer);
                case Operation.UNSUBSCRIBE -> requests.unsubscribe(from, fields, answer);
                default -> {
                    requests.acknowledge(from, fields);
                    reply(from, packet, ByteBufUtil.getBytes(packet.body()));
                }
            }
        } catch (IllegalArgumentException e) {
            answer.accept(requests.bad(e));
        }
    }

    private Consumer<ObjectNode> answering(Connection to, Packet request) {
        int version = request.version();
        int operation = Operation.replyTo(request.operation());
        int sequence = request.sequence();
        return body -> send(to, version, operation, sequence, json.writeValueAsBytes(body));
    }

    @Override
    public void leftOut(Connection to, Topic topic, Cursor after, Cursor upTo, int messages, boolean gap) {
        byte[] body = json.writeValueAsBytes(requests.leftOut(topic, after, upTo, messages, gap));
        send(to, PLAIN, Operation.MESSAGES, 0, body);
    }

    @Override
    public void farewell(Connection to, CloseReason reason) {
        disconnect.send(to, reason);
    }
}
