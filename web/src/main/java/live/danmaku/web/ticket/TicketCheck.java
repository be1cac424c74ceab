package live.danmaku.web.ticket;

/** What a verifier says of a ticket. */
public sealed interface TicketCheck {

    /** It is good. If it {@link Ticket#isOnce() works once}, whoever asked has to burn its id before it counts. */
    record Accepted(Ticket ticket) implements TicketCheck {}

    /** It is not. @param reason for people; never holds the ticket */
    record Refused(String reason) implements TicketCheck {}
}
