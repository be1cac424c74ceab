package live.danmaku.push.pusher.node;

import live.danmaku.model.route.DrainOrder;
import live.danmaku.push.link.CloseCode;

/**
 * That a node's clients are to go.
 *
 * @param code what their connections are closed with; 0 when they may stay
 * @param until tells orders apart
 * @param overMs the time over which they are asked
 */
record Departure(int code, long until, long overMs) {

    static final Departure NONE = new Departure(0, 0, 0);

    /** Long connections are switched off. */
    static Departure toPolling(long overMs) {
        return new Departure(CloseCode.USE_POLLING, 0, overMs);
    }

    static Departure of(DrainOrder order) {
        return new Departure(
                CloseCode.GOING_AWAY, order.until(), Math.min(Integer.MAX_VALUE, Math.max(1, order.leftMs())));
    }

    /** The time that is left does not matter. */
    boolean isSameAs(Departure other) {
        return code == other.code && until == other.until;
    }
}
