package live.danmaku.push.pusher.link;

import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Hello;

/**
 * One connector's stream. What is sent arrives in the order of the calls, or the link ends. A link that ended swallows what
 * is sent. Never blocks; thread-safe. Two links are equal only if they are the same.
 */
public interface Link {

    /** Who is at the other end. */
    Hello connector();

    /**
     * Sends what the connector waits for. While it takes nothing this waits in memory; a connector that lets too much wait
     * is cut off.
     */
    void say(FromPusher message);

    /**
     * Sends what the connector can do without, because it will see that it is missing. Dropped when the connector does not
     * keep up.
     *
     * @return whether it was sent
     */
    boolean offer(FromPusher message);

    /** Whether {@link #offer} would send now. */
    boolean keepsUp();

    /** Ends the stream; the connector comes back with a new one. Closing again does nothing. */
    void close(String reason);
}
