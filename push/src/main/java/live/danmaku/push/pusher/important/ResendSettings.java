package live.danmaku.push.pusher.important;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When what was not acknowledged is sent again.
 *
 * @param first after what time
 * @param most the time doubles up to this
 */
@ConfigurationProperties("danmaku.resend")
public record ResendSettings(
        @DefaultValue("5s") Duration first,
        @DefaultValue("20s") Duration most) {

    /** @throws IllegalArgumentException when a value is out of range; the text says the value and what is expected */
    public ResendSettings {
        if (first.toMillis() < 1) {
            throw new IllegalArgumentException("first: %s (expected: 1ms or more)".formatted(first));
        }
        if (most.compareTo(first) < 0) {
            throw new IllegalArgumentException("most: %s (expected: %s or more)".formatted(most, first));
        }
    }
}
