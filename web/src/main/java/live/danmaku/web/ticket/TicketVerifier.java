package live.danmaku.web.ticket;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.route.Grant;
import live.danmaku.model.route.RouteSubject;
import live.danmaku.web.token.Role;
import live.danmaku.web.token.TokenKeys;
import live.danmaku.web.token.TokenSettings;
import org.jspecify.annotations.Nullable;

/**
 * Checks tickets: type, signature by a local key, {@code iss}, {@code aud}, {@code exp} and {@code nbf}. It does not know
 * which tickets were used before; see {@link Ticket#isOnce()}. Thread-safe; does no I/O.
 */
public final class TicketVerifier {

    /** By how much clocks may differ. */
    public static final Duration LEEWAY = Duration.ofSeconds(30);

    /** A ticket holds some names; what is longer is not worth a signature's check. */
    private static final int MOST_CHARACTERS = 2_048;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    public TicketVerifier(TokenKeys keys, TokenSettings settings, Clock clock) {
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(TicketClaims.TYPE));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(TokenKeys.algorithms(), new ImmutableJWKSet<>(keys.all())));
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(
                        TicketClaims.connect(settings.audience()),
                        new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
                        Set.of("jti", "exp")) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        claims.setMaxClockSkew((int) LEEWAY.toSeconds());
        processor.setJWTClaimsSetVerifier(claims);
    }

    /** @param text as a client sent it */
    public TicketCheck verify(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return refused("%d characters".formatted(text.length()));
        }
        try {
            return new TicketCheck.Accepted(ticket(processor.process(text, null)));
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private static TicketCheck refused(String why) {
        return new TicketCheck.Refused("ticket: %s (expected: one from a route, at most %d s old)"
                .formatted(why, TicketIssuer.LIFETIME.toSeconds()));
    }

    private static Ticket ticket(JWTClaimsSet claims) throws ParseException {
        @Nullable String uid = claims.getSubject();
        @Nullable String name = claims.getStringClaim(TicketClaims.NAME);
        @Nullable List<String> roles = claims.getStringListClaim(TicketClaims.ROLES);
        return new Ticket(
                claims.getJWTID(),
                uid == null ? null : new Sender(new UserId(uid), name == null ? uid : name),
                claims.getStringClaim(TicketClaims.DEVICE),
                roles == null ? Set.of() : roles.stream().map(Role::of).collect(Collectors.toSet()),
                grant(claims.getStringListClaim(TicketClaims.GRANT)),
                claims.getExpirationTime().toInstant());
    }

    private static @Nullable Grant grant(@Nullable List<String> words) {
        return words == null || words.size() != 4
                ? null
                : new Grant(RouteSubject.of(words.get(0), words.get(1), words.get(2)), Long.parseLong(words.get(3)));
    }
}
