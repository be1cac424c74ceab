package live.danmaku.push.connector.edge.limit;

import live.danmaku.push.connector.session.CloseReason;
import org.jspecify.annotations.Nullable;

/** What becomes of somebody who connects. */
public enum Arrival {
    WELCOME(null),
    /** The address has as many connections as it may have. */
    ADDRESS_FULL("too many connections of this address"),
    /** The connector has as many connections as it may have. */
    ALL_FULL("this node is full");

    private final @Nullable CloseReason refusal;

    Arrival(@Nullable String why) {
        refusal = why == null ? null : CloseReason.of(CloseReason.TOO_MANY_CONNECTIONS, why);
    }

    /** Why the connection ends as soon as it can be told so; null when it does not. */
    public @Nullable CloseReason refusal() {
        return refusal;
    }
}
