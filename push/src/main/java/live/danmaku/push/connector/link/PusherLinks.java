package live.danmaku.push.connector.link;

import live.danmaku.push.link.v1.FromConnector;

/** The streams to the pushers, as the hub uses them. Called on the hub's thread only. */
public interface PusherLinks {

    /**
     * Says something to a pusher, in order with what was said before. Never blocks.
     *
     * <p>What is said again by itself (pulls, acknowledgements, status) is left out while the stream is full. Everything
     * else is kept, up to a bound; beyond it the stream is broken off, so that nothing is missing from a stream that stays.
     *
     * @return false when the pusher is not up, or this was left out
     */
    boolean say(String pusher, FromConnector message);

    /**
     * Whether the stream takes something now without letting it wait. Who has much to say says it only while this is so, and
     * goes on when {@link PusherListener#ready} is called.
     */
    boolean takes(String pusher);

    /** The version that a pusher's welcome told; 0 when it is not up. */
    int version(String pusher);
}
