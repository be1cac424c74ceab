package live.danmaku.frontend.push;

import java.time.Duration;
import live.danmaku.model.timeline.StandingTopics;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What services may push.
 *
 * @param perSecond pushes a second and service, on this front end
 * @param burst pushes that a service may make at once after a pause
 * @param ttl how long a push matters that does not say so
 * @param mostTtl how long it may at most
 */
@ConfigurationProperties("danmaku.push")
public record PushSettings(
        @DefaultValue("500") int perSecond,
        @DefaultValue("1000") int burst,
        @DefaultValue("60s") Duration ttl,
        @DefaultValue("7d") Duration mostTtl) {

    /** @throws IllegalArgumentException when a value is out of range; the text says the value and what is expected */
    public PushSettings {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException(
                    "per-second: %d, burst: %d (expected: 1 or more)".formatted(perSecond, burst));
        }
        if (mostTtl.compareTo(Duration.ofMillis(1)) < 0 || mostTtl.compareTo(StandingTopics.LONGEST_TTL) > 0) {
            throw new IllegalArgumentException(
                    "most-ttl: %s (expected: up to %s)".formatted(mostTtl, StandingTopics.LONGEST_TTL));
        }
        if (ttl.compareTo(Duration.ofMillis(1)) < 0 || ttl.compareTo(mostTtl) > 0) {
            throw new IllegalArgumentException("ttl: %s (expected: up to %s)".formatted(ttl, mostTtl));
        }
    }
}
