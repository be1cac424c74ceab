package live.danmaku.web.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
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
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * Checks tokens: signature by a local key, {@code iss}, {@code aud}, {@code exp} and {@code nbf} with 30 s of leeway. A
 * token once checked is remembered, as clients send the same one again and again. Thread-safe.
 */
public final class TokenVerifier {

    private static final String BEARER = "Bearer ";
    private static final Duration LEEWAY = Duration.ofSeconds(30);
    private static final int MOST_REMEMBERED = 100_000;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final Cache<String, Verified> remembered =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();
    private final Clock clock;

    private record Verified(Caller caller, long validUntil) {}

    public TokenVerifier(TokenKeys keys, TokenSettings settings, Clock clock) {
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
     * Who an {@code Authorization} header belongs to, if its token was verified before and still holds; null when that is
     * for {@link #verify} to say.
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
            JWTClaimsSet claims = processor.process(token, null);
            Caller caller = caller(claims);
            long validUntil = claims.getExpirationTime().getTime() + LEEWAY.toMillis();
            remembered.put(token, new Verified(caller, validUntil));
            return caller;
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
            throw ApiException.unauthorized("token: %s (expected: a valid Bearer token)".formatted(e.getMessage()));
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
