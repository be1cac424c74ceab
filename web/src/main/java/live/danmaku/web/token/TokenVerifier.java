package live.danmaku.web.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * Checks tokens: their {@link CanonicalToken spelling}, signature by a local key, {@code iss}, {@code aud}, and
 * {@code exp}, {@code nbf} and {@code iat} with 30 s of leeway. A token once checked is remembered, as clients send the
 * same one again and again; what is remembered is bounded by its memory. Thread-safe.
 */
public final class TokenVerifier {

    private static final String BEARER = "Bearer ";
    private static final Duration LEEWAY = Duration.ofSeconds(30);
    private static final long MOST_BYTES_REMEMBERED = 64L * 1024 * 1024;

    /** The caller's objects and the cache's. */
    private static final int BYTES_BESIDE_CHARACTERS = 500;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    /** By the token; what is known of a caller is not longer than the token that says it. */
    private final Cache<String, Verified> remembered = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES_REMEMBERED)
            .weigher((String token, Verified known) -> BYTES_BESIDE_CHARACTERS + 3 * token.length())
            .build();

    private final Duration mostLifetime;
    private final Clock clock;

    private record Verified(Caller caller, long validUntil) {}

    public TokenVerifier(TokenKeys keys, TokenSettings settings, Clock clock) {
        this.mostLifetime = settings.mostLifetime();
        this.clock = clock;
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(TokenKeys.algorithms(), new ImmutableJWKSet<>(keys.all())));
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(
                        settings.audience(),
                        new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
                        Set.of("sub", "exp")) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        claims.setMaxClockSkew((int) LEEWAY.toSeconds());
        processor.setJWTClaimsSetVerifier(claims);
    }

    /**
     * Who an {@code Authorization} header belongs to, if its token was verified before and still holds; null when that
     * is for {@link #verify} to say.
     */
    public @Nullable Caller remembered(String authorization) {
        if (!authorization.startsWith(BEARER)) {
            return null;
        }
        Verified known = remembered.getIfPresent(authorization.substring(BEARER.length()));
        return known != null && clock.millis() < known.validUntil() ? known.caller() : null;
    }

    /** @throws ApiException 401 when the token is not good; the text says why, never the token */
    public Caller verify(String token) {
        Verified known = remembered.getIfPresent(token);
        if (known != null && clock.millis() < known.validUntil()) {
            return known.caller();
        }
        try {
            CanonicalToken.require(token);
            SignedJWT signed = SignedJWT.parse(token);
            JWTClaimsSet claims = processor.process(signed, null);
            requireTextAsSubject(signed);
            requireTimes(claims);
            Caller caller = caller(claims);
            long validUntil = claims.getExpirationTime().getTime() + LEEWAY.toMillis();
            remembered.put(token, new Verified(caller, validUntil));
            return caller;
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
            throw ApiException.unauthorized("token: %s (expected: a valid Bearer token)".formatted(e.getMessage()));
        }
    }

    /** The library makes a text of a number, and large ones are not told apart by all who write JSON. */
    private static void requireTextAsSubject(SignedJWT token) {
        if (!(token.getPayload().toJSONObject().get("sub") instanceof String)) {
            throw new IllegalArgumentException("sub: a number (expected: a text)");
        }
    }

    private void requireTimes(JWTClaimsSet claims) {
        Instant latest = clock.instant().plus(LEEWAY);
        @Nullable Date issued = claims.getIssueTime();
        if (issued != null && issued.toInstant().isAfter(latest)) {
            throw new IllegalArgumentException("iat: %s (expected: not in the future)".formatted(issued.toInstant()));
        }
        Instant expires = claims.getExpirationTime().toInstant();
        if (expires.isAfter(latest.plus(mostLifetime))) {
            throw new IllegalArgumentException(
                    "exp: %s (expected: at most %s from now)".formatted(expires, mostLifetime));
        }
    }

    private static Caller caller(JWTClaimsSet claims) throws ParseException {
        UserId uid = new UserId(claims.getSubject());
        @Nullable String name = claims.getStringClaim("name");
        @Nullable List<String> roles = claims.getStringListClaim("roles");
        return new Caller(
                new Sender(uid, name == null ? uid.value() : name),
                claims.getStringClaim("did"),
                roles == null ? Set.of() : roles.stream().map(Role::of).collect(Collectors.toUnmodifiableSet()));
    }
}
