package live.danmaku.client;

/**
 * How messages come.
 *
 * @param degraded of {@link Kind#POLLING}: a long connection was wanted and could not be had; it is tried again
 * @param detail the node, or why it is so; may be empty
 */
public record TransportState(Kind kind, boolean degraded, String detail) {

    public enum Kind {
        CONNECTING,
        PUSH,
        POLLING,
        /** There is no long connection just now; it is being tried, and polled meanwhile. */
        RETRYING,
        ENDED
    }
}
