package live.danmaku.model.route;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Which tickets that work once were used, for all processes together. Never blocks; stages fail when the store is away. */
public interface TicketUses {

    /**
     * Uses a ticket up. Atomic: of several who use it at once, one is the first, who may ask again. When the stage fails,
     * nobody knows; the ticket must not count then.
     *
     * @param ticketId the ticket's own, not the ticket
     * @param by who uses it, such as a session's id
     * @param remembered how long a second use is found; at least as long as the ticket can still be verified
     * @return whether nobody else used it before
     */
    CompletionStage<Boolean> use(String ticketId, String by, Duration remembered);
}
