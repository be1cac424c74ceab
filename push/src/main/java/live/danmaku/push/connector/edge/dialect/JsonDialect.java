package live.danmaku.push.connector.edge.dialect;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.function.Consumer;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.edge.connection.Connection;
import live.danmaku.push.connector.edge.connection.Dialect;
import live.danmaku.push.connector.edge.packet.BrokenProtocolException;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.link.Encoding;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Our own dialect as JSON text: {@code {"op":…}}; an answer has the request's {@code op} and a {@code code}. */
final class JsonDialect implements Dialect {

    private final JsonMapper json;
    private final OwnRequests requests;
    private final Disconnect disconnect;

    JsonDialect(JsonMapper json, Disconnect disconnect) {
        this.json = json;
        this.requests = new OwnRequests(json);
        this.disconnect = disconnect;
    }

    @Override
    public String name() {
        return "json";
    }

    @Override
    public void received(Connection from, ByteBuf message, boolean text) {
        if (!text) {
            throw new BrokenProtocolException(
                    WebSocketCloseStatus.INVALID_MESSAGE_TYPE.code(), "binary (expected: text messages)");
        }
        Fields fields = Fields.read(json, message);
        String operation;
        try {
            operation = fields.required("op", op -> op);
        } catch (IllegalArgumentException e) {
            throw new BrokenProtocolException(String.valueOf(e.getMessage()));
        }
        if (from.isIn()) {
            request(from, operation, fields);
        } else if (operation.equals("auth")) {
            auth(from, fields);
        }
    }

    private void auth(Connection from, Fields fields) {
        try {
            requests.auth(from, fields, Encoding.JSON, answering(from, "auth"));
        } catch (IllegalArgumentException e) {
            throw new BrokenProtocolException("auth: " + e.getMessage());
        }
    }

    private void request(Connection from, String operation, Fields fields) {
        Consumer<ObjectNode> answer = answering(from, operation);
        try {
            switch (operation) {
                case "heartbeat" ->
                    answer.accept(json.createObjectNode().put("code", 0).put("online", from.online()));
                case "room" -> requests.changeRoom(from, fields, answer);
                case "subscribe" -> requests.subscribe(from, fields, answer);
                case "unsubscribe" -> requests.unsubscribe(from, fields, answer);
                case "ack" -> answer.accept(requests.acknowledge(from, fields));
                default ->
                    throw new IllegalArgumentException(
                            "op: '%s' (expected: heartbeat, room, subscribe, unsubscribe or ack)".formatted(operation));
            }
        } catch (IllegalArgumentException e) {
            answer.accept(requests.bad(e));
        }
    }

    private Consumer<ObjectNode> answering(Connection to, String operation) {
        return body -> send(to, operation, body);
    }

    private void send(Connection to, String operation, ObjectNode body) {
        ObjectNode whole = json.createObjectNode().put("op", operation);
        whole.setAll(body);
        byte[] bytes = json.writeValueAsBytes(whole);
        to.send(to.compose(bytes.length, true).writeBytes(bytes));
    }

    @Override
    public void leftOut(Connection to, Topic topic, Cursor after, Cursor upTo, int messages, boolean gap) {
        send(to, "messages", requests.leftOut(topic, after, upTo, messages, gap));
    }

    @Override
    public void farewell(Connection to, CloseReason reason) {
        send(to, "disconnect", disconnect.body(reason));
    }
}
