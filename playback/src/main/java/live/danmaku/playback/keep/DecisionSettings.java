package live.danmaku.playback.keep;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long decisions of the system itself can be read.
 *
 * @param keep how long
 * @param period how often those that are older are deleted
 */
@ConfigurationProperties("danmaku.decisions")
public record DecisionSettings(
        @DefaultValue("90d") Duration keep,
        @DefaultValue("1h") Duration period) {}
