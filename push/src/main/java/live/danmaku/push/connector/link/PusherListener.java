package live.danmaku.push.connector.link;

import java.time.Duration;
import live.danmaku.push.link.v1.FromPusher;

/** What the hub hears of its pushers. Called on the hub's thread, one call at a time. */
public interface PusherListener {

    /**
     * A stream is open and the pusher has said its name. It remembers nothing of an earlier stream.
     *
     * @param heartbeat how often it tells the places of all followed topics at least
     */
    void up(String pusher, Duration heartbeat);

    /** The stream takes more again. Called between {@link #up} and {@link #down} of the same pusher only. */
    void ready(String pusher);

    /** Called between {@link #up} and {@link #down} of the same pusher only. */
    void said(String pusher, FromPusher message);

    void down(String pusher);
}
