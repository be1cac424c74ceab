package live.danmaku.push.connector.edge.dialect;

import live.danmaku.push.connector.edge.connection.Connection;
import live.danmaku.push.connector.edge.packet.Packet;

/** A dialect of packets that is told from others by its auth. */
abstract class AuthDialect extends PacketDialect {

    /** Whether an auth with these fields is of this dialect. */
    abstract boolean isOf(Fields auth);

    /** @throws IllegalArgumentException when a field is not what it has to be */
    abstract void auth(Connection from, Packet packet, Fields auth);
}
