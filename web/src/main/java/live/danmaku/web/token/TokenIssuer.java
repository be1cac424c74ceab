package live.danmaku.web.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import live.danmaku.model.DeviceId;
import live.danmaku.model.Sender;
import org.jspecify.annotations.Nullable;

/** Signs tokens. A platform makes its own; this is for standalone runs and tests. */
public final class TokenIssuer {

    private final TokenKeys keys;
    private final TokenSettings settings;
    private final Clock clock;

    public TokenIssuer(TokenKeys keys, TokenSettings settings, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    public String issue(Sender sender, Set<Role> roles, Duration lifetime) {
        return issue(sender, null, roles, lifetime);
    }

    /** @param device the device that it is for; null for none */
    public String issue(Sender sender, @Nullable DeviceId device, Set<Role> roles, Duration lifetime) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(settings.issuer())
                .audience(settings.audience())
                .subject(sender.uid().value())
                .claim("name", sender.name())
                .claim("did", device == null ? null : device.value())
                .claim("roles", roles.stream().map(Role::wireName).sorted().toList())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .build();
        JWSHeader head = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .keyID(keys.signing().getKeyID())
                .build();
        SignedJWT token = new SignedJWT(head, claims);
        try {
            token.sign(new MACSigner(keys.signing()));
        } catch (JOSEException e) {
            throw new IllegalStateException("a 256-bit key signs HS256", e);
        }
        return token.serialize();
    }
}
