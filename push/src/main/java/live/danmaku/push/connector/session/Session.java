package live.danmaku.push.connector.session;

import io.netty.channel.EventLoop;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.link.Encoding;

/**
 * One client's long connection after a good auth. It is owned by its event loop: everything but {@link #id()}, {@link
 * #loop()}, {@link #encoding()} and {@link #client()} is called there only.
 */
public interface Session {

    /** Unique among all connectors; random. */
    String id();

    EventLoop loop();

    /** The form this client takes; never changes. */
    Encoding encoding();

    Client client();

    /**
     * Queues a frame. The session takes a reference of its own and gives it back when the socket has taken the bytes, or
     * when the connection is closed. Flushed once at the end of the loop's turn, whoever wrote.
     */
    void write(Frame frame);

    /** Bytes written and not yet taken by the socket. */
    long pendingBytes();

    /**
     * Tells the client, in its dialect, that messages of a topic were left out between two places. Dialects without a way
     * to say so say nothing.
     *
     * @param gap whether more may be missing than {@code messages}
     */
    void leftOut(Topic topic, Cursor from, Cursor to, int messages, boolean gap);

    /** Says why in the dialect's way, then closes. Closing again does nothing. */
    void close(CloseReason reason);

    boolean isOpen();
}
