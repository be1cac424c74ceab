package live.danmaku.frontend.poll;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How clients poll.
 *
 * @param interval when a client that has everything should ask again
 */
@ConfigurationProperties("danmaku.poll")
public record PollSettings(@DefaultValue("2s") Duration interval) {}
