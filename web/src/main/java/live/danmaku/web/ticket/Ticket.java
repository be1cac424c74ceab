package live.danmaku.web.ticket;

import java.time.Instant;
import java.util.Set;
import live.danmaku.model.Sender;
import live.danmaku.model.route.Grant;
import live.danmaku.web.token.Role;
import org.jspecify.annotations.Nullable;

/**
 * Permission to open a long connection, which a route hands out. It holds an identity only where a token proved one; any
 * other ticket is anonymous and lets its bearer read.
 *
 * @param id unlike that of any other ticket
 * @param sender whose it is; null for nobody's
 * @param device the device id that the token named, where it named one
 * @param grant whom the rules gave it to, as the client said; null when the ticket does not tell
 * @param expiresAt when it ends; a verifier allows {@link TicketVerifier#LEEWAY} more
 */
public record Ticket(
        String id,
        @Nullable Sender sender,
        @Nullable String device,
        Set<Role> roles,
        @Nullable Grant grant,
        Instant expiresAt) {

    public Ticket {
        roles = Set.copyOf(roles);
        if (sender == null && (device != null || !roles.isEmpty())) {
            throw new IllegalArgumentException("ticket: a device or roles of nobody (expected: a sender)");
        }
    }

    public boolean isAnonymous() {
        return sender == null;
    }

    /** Whether it works once: its id has to be burnt at the first use. So it is with every ticket that grants a role. */
    public boolean isOnce() {
        return !roles.isEmpty();
    }
}
