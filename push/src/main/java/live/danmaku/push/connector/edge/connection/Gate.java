package live.danmaku.push.connector.edge.connection;

import java.time.Clock;
import java.util.function.Function;
import live.danmaku.model.Sender;
import live.danmaku.push.connector.session.Client;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.connector.session.Hub;
import live.danmaku.web.address.ClientAddress;
import live.danmaku.web.limit.ConnectionCounts;
import live.danmaku.web.ticket.Ticket;
import live.danmaku.web.ticket.TicketCheck;
import live.danmaku.web.ticket.TicketVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in, as far as that can be said here: the ticket's signature and time, and how many connections its user
 * has. Whether it was used before, and what a room says, is for the hub. Thread-safe.
 */
public final class Gate {

    private final Hub hub;
    private final Function<String, TicketCheck> tickets;
    private final ConnectionCounts users;
    private final boolean foreignDialects;
    private final Clock clock;

    /** What the gate says. */
    sealed interface Answer {

        /** It may ask the hub. Its user's connection is counted until {@link Gate#left}. */
        record Passed(Client client) implements Answer {}

        /** @param cause for counting */
        record Refused(CloseReason reason, String cause) implements Answer {}
    }

    /**
     * @param tickets says whether a ticket is good
     * @param users how many connections a user may have
     * @param foreignDialects whether clients of dialects that are not ours are let in
     */
    public Gate(
            Hub hub,
            Function<String, TicketCheck> tickets,
            ConnectionCounts users,
            boolean foreignDialects,
            Clock clock) {
        this.hub = hub;
        this.tickets = tickets;
        this.users = users;
        this.foreignDialects = foreignDialects;
        this.clock = clock;
    }

    Hub hub() {
        return hub;
    }

    Answer check(Entry entry, String dialect, ClientAddress address) {
        @Nullable CloseReason refusal = hub.refusal();
        if (refusal != null) {
            return new Answer.Refused(refusal, "node");
        }
        if (entry.foreign() && !foreignDialects) {
            return unauthorized(
                    "dialect: '%s' (expected: another one; this one is off here)".formatted(dialect), "dialect");
        }
        @Nullable String text = entry.ticket();
        if (text == null || text.isEmpty()) {
            return entry.foreign()
                    ? anonymous(dialect, address)
                    : unauthorized("ticket: none (expected: one from a route)", "ticket");
        }
        TicketCheck check = tickets.apply(text);
        if (check instanceof TicketCheck.Accepted accepted) {
            return passed(accepted.ticket(), dialect, address);
        }
        return entry.foreign()
                ? anonymous(dialect, address)
                : unauthorized(((TicketCheck.Refused) check).reason(), "ticket");
    }

    /** A client that passed is gone. */
    void left(Client client) {
        @Nullable Sender user = client.user();
        if (user != null) {
            users.giveBack(user.uid().value());
        }
    }

    private Answer passed(Ticket ticket, String dialect, ClientAddress address) {
        @Nullable Sender user = ticket.sender();
        if (user != null && !users.take(user.uid().value())) {
            return new Answer.Refused(
                    CloseReason.of(CloseReason.TOO_MANY_CONNECTIONS, "too many connections of this user"), "user");
        }
        long untilExpiry = ticket.expiresAt().plus(TicketVerifier.LEEWAY).toEpochMilli() - clock.millis();
        return new Answer.Passed(new Client(
                user,
                ticket.device(),
                ticket.isOnce() ? ticket.id() : null,
                ticket.isOnce() ? Math.max(1, untilExpiry) : 0,
                dialect,
                address,
                ticket.grant()));
    }

    private static Answer anonymous(String dialect, ClientAddress address) {
        return new Answer.Passed(new Client(null, null, null, 0, dialect, address, null));
    }

    private static Answer unauthorized(String text, String cause) {
        return new Answer.Refused(CloseReason.of(CloseReason.UNAUTHORIZED, text), cause);
    }
}
