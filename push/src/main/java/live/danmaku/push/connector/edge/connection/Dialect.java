package live.danmaku.push.connector.edge.connection;

import io.netty.buffer.ByteBuf;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.edge.packet.BrokenProtocolException;
import live.danmaku.push.connector.session.CloseReason;

/**
 * How one kind of client talks. One object serves all its connections, so it keeps nothing of any; it is called on the
 * connection's event loop.
 */
public interface Dialect {

    /** As in {@link live.danmaku.push.connector.session.Client#dialect()}. */
    String name();

    /**
     * One message of the client, before or after its auth: what a WebSocket message holds, or a TCP packet.
     *
     * @param message to be read before this returns
     * @param text whether it came as WebSocket text
     * @throws BrokenProtocolException when it is not of this dialect; the connection is closed
     */
    void received(Connection from, ByteBuf message, boolean text);

    /** Tells what was left out between two places, where there is a way to. */
    default void leftOut(Connection to, Topic topic, Cursor after, Cursor upTo, int messages, boolean gap) {}

    /** The last word before the connection is closed, where there is one. */
    default void farewell(Connection to, CloseReason reason) {}
}
