package live.danmaku.frontend.poll;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How clients poll.
 *
 * @param interval when a client that has everything should ask again
 * @param mostStretch so many times that when this front end has no CPU time left
 */
@ConfigurationProperties("danmaku.poll")
public record PollSettings(
        @DefaultValue("2s") Duration interval,
        @DefaultValue("2") double mostStretch) {

    /** @throws IllegalArgumentException when a value is out of range; the text says the value and what is expected */
    public PollSettings {
        if (!(mostStretch >= 1)) {
            throw new IllegalArgumentException("most-stretch: %s (expected: 1 or more)".formatted(mostStretch));
        }
    }
}
