package live.danmaku.web.token;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tokens are checked.
 *
 * @param keyFile a JWK set (RFC 7517) of symmetric keys for HS256, each with a {@code kid}; the first one signs
 * @param issuer the {@code iss} expected
 * @param audience the {@code aud} expected
 * @param mostLifetime how far away {@code exp} may be: a token that was lost must end some day
 */
@ConfigurationProperties("danmaku.token")
public record TokenSettings(
        Path keyFile,
        @DefaultValue("danmaku") String issuer,
        @DefaultValue("danmaku") String audience,
        @DefaultValue("31d") Duration mostLifetime) {}
