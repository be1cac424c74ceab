package live.danmaku.push.connector.session;

import java.util.List;

/**
 * Why a connection ends: data, not an exception. The code is WebSocket's close code and stands in the packet of op 6.
 *
 * @param text for people, at most 123 bytes in UTF-8
 * @param reconnect whether the client should come back by itself
 * @param afterMs how long it should wait first
 * @param to addresses to go to; may be empty
 */
public record CloseReason(int code, String text, boolean reconnect, long afterMs, List<String> to) {

    public static final int GOING_AWAY = 4000;
    public static final int SLOW_CONSUMER = 4001;
    public static final int IDLE = 4002;
    public static final int PROTOCOL_ERROR = 4003;
    public static final int UNAUTHORIZED = 4004;
    public static final int BANNED = 4005;
    public static final int TOO_MANY_CONNECTIONS = 4006;
    public static final int USE_POLLING = 4007;

    public CloseReason {
        to = List.copyOf(to);
    }

    /** A reason of the table in the protocol; whether to come back follows from the code. */
    public static CloseReason of(int code, String text) {
        boolean reconnect = code == GOING_AWAY || code == SLOW_CONSUMER || code == IDLE;
        return new CloseReason(code, text, reconnect, 0, List.of());
    }

    /** The same, after a time and to other nodes. */
    public CloseReason later(long waitMs, List<String> targets) {
        return new CloseReason(code, text, reconnect, waitMs, targets);
    }
}
