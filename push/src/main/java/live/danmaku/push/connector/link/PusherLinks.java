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
}
