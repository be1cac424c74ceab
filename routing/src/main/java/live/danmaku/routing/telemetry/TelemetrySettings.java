package live.danmaku.routing.telemetry;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How reports are counted.
 *
 * @param share how often a process adds its counts to the others'
 * @param mostVersions how many versions are told apart; clients of further ones count as {@code other}
 * @param mostNetworks the same of networks
 */
@ConfigurationProperties("danmaku.telemetry")
public record TelemetrySettings(
        @DefaultValue("500ms") Duration share,
        @DefaultValue("100") int mostVersions,
        @DefaultValue("10") int mostNetworks) {}
