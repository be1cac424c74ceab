package live.danmaku.push.connector.edge.dialect;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import live.danmaku.push.connector.edge.connection.Connection;
import live.danmaku.push.connector.edge.connection.Dialect;
import live.danmaku.push.connector.edge.packet.BrokenProtocolException;
import live.danmaku.push.connector.edge.packet.Operation;
import live.danmaku.push.connector.edge.packet.Packet;

/** A dialect whose messages are packets. */
abstract class PacketDialect implements Dialect {

    private static final byte[] EMPTY = new byte[0];

    @Override
    public final void received(Connection from, ByteBuf message, boolean text) {
        if (text) {
            throw new BrokenProtocolException(
                    WebSocketCloseStatus.INVALID_MESSAGE_TYPE.code(), "text (expected: binary messages)");
        }
        received(from, Packet.read(message));
    }

    abstract void received(Connection from, Packet packet);

    static void send(Connection to, int version, int operation, int sequence, byte[] body) {
        ByteBuf bytes = to.compose(Packet.HEADER + body.length, false);
        Packet.writeHeader(bytes, version, operation, sequence, body.length);
        to.send(bytes.writeBytes(body));
    }

    /** The reply to a request, with its version and sequence. */
    static void reply(Connection to, Packet request, byte[] body) {
        send(to, request.version(), Operation.replyTo(request.operation()), request.sequence(), body);
    }

    static void reply(Connection to, Packet request) {
        reply(to, request, EMPTY);
    }

    /** The packet without its body, which is gone when the handler returns. */
    static Packet headerOf(Packet packet) {
        return new Packet(packet.version(), packet.operation(), packet.sequence(), Unpooled.EMPTY_BUFFER);
    }

    /** What is not known is answered by itself, without a body. */
    static void echo(Connection to, Packet request) {
        send(to, request.version(), request.operation(), request.sequence(), EMPTY);
    }

    /** How many watch the room, in four bytes. */
    static byte[] online(Connection of) {
        int count = (int) Math.min(of.online(), Integer.MAX_VALUE);
        return new byte[] {(byte) (count >> 24), (byte) (count >> 16), (byte) (count >> 8), (byte) count};
    }
}
