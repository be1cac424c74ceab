package live.danmaku.frontend.room;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When messages are accepted.
 *
 * @param knownWithin how old what is known of a room's state may be when Kafka has acknowledged a message for it; less than
 *     the {@code grace} with which streams end, so that no message is accepted for a timeline that is closed
 */
@ConfigurationProperties("danmaku.accepting")
public record AcceptingSettings(@DefaultValue("10s") Duration knownWithin) {

    /** @throws IllegalArgumentException when a room could never be known for long enough */
    public AcceptingSettings {
        if (knownWithin.compareTo(Duration.ofSeconds(2)) < 0) {
            throw new IllegalArgumentException(
                    "known-within: %s (expected: 2 s or more, since rooms are asked for once a second)"
                            .formatted(knownWithin));
        }
    }
}
