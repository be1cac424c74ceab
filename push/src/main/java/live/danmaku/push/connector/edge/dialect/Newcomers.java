package live.danmaku.push.connector.edge.dialect;

import java.util.List;
import live.danmaku.push.connector.edge.connection.Connection;
import live.danmaku.push.connector.edge.packet.BrokenProtocolException;
import live.danmaku.push.connector.edge.packet.Operation;
import live.danmaku.push.connector.edge.packet.Packet;
import live.danmaku.push.connector.session.CloseReason;
import tools.jackson.databind.json.JsonMapper;

/** Who has not said yet how it talks: everything but an auth is ignored, and the auth tells the dialect. */
final class Newcomers extends PacketDialect {

    private final JsonMapper json;
    private final List<AuthDialect> dialects;
    private final Disconnect disconnect;

    /** @param dialects the first one whose auth it is gets it; the last one takes any */
    Newcomers(JsonMapper json, List<AuthDialect> dialects, Disconnect disconnect) {
        this.json = json;
        this.dialects = List.copyOf(dialects);
        this.disconnect = disconnect;
    }

    @Override
    public String name() {
        return "unknown";
    }

    @Override
    void received(Connection from, Packet packet) {
        if (packet.operation() != Operation.AUTH) {
            return;
        }
        Fields auth = Fields.read(json, packet.body());
        for (AuthDialect dialect : dialects) {
            if (dialect.isOf(auth)) {
                from.speaks(dialect);
                try {
                    dialect.auth(from, packet, auth);
                } catch (IllegalArgumentException e) {
                    throw new BrokenProtocolException("auth: " + e.getMessage());
                }
                return;
            }
        }
    }

    @Override
    public void farewell(Connection to, CloseReason reason) {
        disconnect.send(to, reason);
    }
}
