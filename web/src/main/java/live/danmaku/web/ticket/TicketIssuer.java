package live.danmaku.web.ticket;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import live.danmaku.model.route.Grant;
import live.danmaku.model.route.RouteSubject;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import live.danmaku.web.token.TokenKeys;
import live.danmaku.web.token.TokenSettings;
import org.jspecify.annotations.Nullable;

/** Signs tickets with the key that signs tokens. Thread-safe; takes no lock and does no I/O. */
public final class TicketIssuer {

    /** How long a ticket can be used. */
    public static final Duration LIFETIME = Duration.ofSeconds(60);

    private final JWSHeader head;
    private final JWSSigner signer;
    private final String issuer;
    private final String audience;
    private final Clock clock;
    private final TicketIds ids = new TicketIds();

    public TicketIssuer(TokenKeys keys, TokenSettings settings, Clock clock) {
        head = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(TicketClaims.TYPE)
                .keyID(keys.signing().getKeyID())
                .build();
        try {
            signer = new MACSigner(keys.signing());
        } catch (JOSEException e) {
            throw new IllegalStateException("a 256-bit key signs HS256", e);
        }
        issuer = settings.issuer();
        audience = TicketClaims.connect(settings.audience());
        this.clock = clock;
    }

    /** A ticket that does not tell whom the rules gave it to. */
    public String issue(Optional<Caller> caller) {
        return issue(caller, null);
    }

    /**
     * @param caller as a token proved it; empty for an anonymous ticket
     * @param grant whom the rules gave it to, so that later rules can judge the same client
     */
    public String issue(Optional<Caller> caller, @Nullable Grant grant) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .jwtID(ids.next())
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)));
        caller.ifPresent(proven -> claims.subject(proven.uid().value())
                .claim(TicketClaims.NAME, proven.sender().name())
                .claim(TicketClaims.DEVICE, proven.device())
                .claim(
                        TicketClaims.ROLES,
                        proven.roles().stream().map(Role::wireName).sorted().toList()));
        if (grant != null) {
            RouteSubject subject = grant.subject();
            claims.claim(
                    TicketClaims.GRANT,
                    List.of(
                            text(subject.uid()),
                            text(subject.device()),
                            text(subject.version()),
                            Long.toString(grant.rules())));
        }
        SignedJWT ticket = new SignedJWT(head, claims.build());
        try {
            ticket.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("a 256-bit key signs HS256", e);
        }
        return ticket.serialize();
    }

    private static String text(@Nullable Object id) {
        return id == null ? "" : id.toString();
    }
}
