package live.danmaku.push.connector.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.web.ticket.TicketCheck;
import live.danmaku.web.ticket.TicketIssuer;
import live.danmaku.web.ticket.TicketVerifier;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import live.danmaku.web.token.TokenKeys;
import live.danmaku.web.token.TokenSettings;

/** Tickets signed with a key of their own. */
public final class TestTickets {

    private final TokenKeys keys;
    private final TokenSettings settings;
    private final TicketVerifier verifier;

    public TestTickets() {
        try {
            Path folder = Files.createTempDirectory("tickets");
            Path file = folder.resolve("tokens.json");
            TokenKeys.createIfMissing(file);
            keys = TokenKeys.load(file);
            settings = new TokenSettings(file, "danmaku", "danmaku", Duration.ofDays(31));
            Files.delete(file);
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        verifier = new TicketVerifier(keys, settings, Clock.systemUTC());
    }

    public TicketCheck verify(String ticket) {
        return verifier.verify(ticket);
    }

    public String anonymous() {
        return issued(Clock.systemUTC(), Optional.empty());
    }

    public String expired() {
        return issued(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-5)), Optional.empty());
    }

    /** Of Mei, uid 42, with the device phone-1. */
    public String ofMei(Role... roles) {
        return issued(
                Clock.systemUTC(),
                Optional.of(new Caller(new Sender(new UserId("42"), "Mei"), "phone-1", Set.of(roles))));
    }

    private String issued(Clock clock, Optional<Caller> caller) {
        return new TicketIssuer(keys, settings, clock).issue(caller);
    }
}
