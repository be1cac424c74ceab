package live.danmaku.push.connector.edge.dialect;

import live.danmaku.push.connector.edge.connection.Connection;
import live.danmaku.push.connector.edge.packet.Operation;
import live.danmaku.push.connector.session.CloseReason;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The word before a connection is closed: {@code {code, reason, reconnect, afterMs, to}}. */
final class Disconnect {

    private final JsonMapper json;

    Disconnect(JsonMapper json) {
        this.json = json;
    }

    ObjectNode body(CloseReason reason) {
        ObjectNode body = json.createObjectNode()
                .put("code", reason.code())
                .put("reason", reason.text())
                .put("reconnect", reason.reconnect())
                .put("afterMs", reason.afterMs());
        reason.to().forEach(body.putArray("to")::add);
        return body;
    }

    void send(Connection to, CloseReason reason) {
        PacketDialect.send(to, 0, Operation.DISCONNECT, 0, json.writeValueAsBytes(body(reason)));
    }
}
