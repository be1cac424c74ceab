package live.danmaku.web.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.util.Date;
import java.util.List;

/** Makes the tokens that {@link TokenIssuer} never would. */
final class TokenForge {

    private final Clock clock;

    TokenForge(Clock clock) {
        this.clock = clock;
    }

    /** The claims of a good token for user 42, valid for an hour; a test spoils one of them. */
    JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("danmaku")
                .audience("danmaku")
                .subject("42")
                .claim("name", "Mei")
                .claim("did", "phone-1")
                .claim("roles", List.of("host", "moderator"))
                .expirationTime(Date.from(clock.instant().plusSeconds(3600)));
    }

    static String sign(JWTClaimsSet claims, TokenKeys keys) {
        return sign(
                claims,
                JWSAlgorithm.HS256,
                keys.signing().getKeyID(),
                keys.signing().toByteArray());
    }

    static String sign(JWTClaimsSet claims, JWSAlgorithm algorithm, String keyId, byte[] secret) {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
        try {
            token.sign(new MACSigner(secret));
        } catch (JOSEException e) {
            throw new IllegalArgumentException(e);
        }
        return token.serialize();
    }
}
