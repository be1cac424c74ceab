package live.danmaku.push.connector.session;

import io.netty.channel.EventLoop;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.link.Encoding;

/**
 * One client's long connection after a good auth. It is owned by its event loop: everything but {@link #id()}, {@link
 * #loop()}, {@link #encoding()}, {@link #client()} and {@link #acknowledges()} is called there only.
 */
public interface Session {

    /** {@link Hub#drained} is told when {@link #pendingBytes()} has fallen below this, */
    int LOW_MARK = 32 * 1024;

    /** after it had been above this. */
    int HIGH_MARK = 64 * 1024;

    /** Unique among all connectors; random. */
    String id();

    EventLoop loop();

    /** The form this client takes; never changes. */
    Encoding encoding();

    Client client();

    /**
     * Whether this client acknowledges what topics of users and devices say. What another one was sent counts as
     * acknowledged.
     */
    boolean acknowledges();

    /**
     * Queues a frame. The session takes a reference of its own and gives it back when the socket has taken the bytes, or
     * when the connection is closed. Flushed once at the end of the loop's turn, whoever wrote.
     */
    void write(Frame frame);

    /**
     * Bytes of frames that the socket has not taken whole, and for each frame some 100 more, which is what it costs to
     * keep it waiting.
     */
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
