package live.danmaku.web.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often a user may call; for addresses see {@link AddressRateSettings}.
 *
 * @param userPerSecond messages a second and user
 * @param userBurst messages a user may send at once after a pause
 */
@ConfigurationProperties("danmaku.limits")
public record LimitSettings(
        @DefaultValue("10") int userPerSecond,
        @DefaultValue("20") int userBurst) {}
