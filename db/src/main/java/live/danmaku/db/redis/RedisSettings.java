package live.danmaku.db.redis;

import java.time.Duration;
import java.util.List;
import live.danmaku.model.timeline.TimelineLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Redis is and how much it keeps.
 *
 * @param uri such as {@code redis://user:password@host:6379/0}
 * @param readUris where readers read, in order of preference: replicas of that Redis. None: in that Redis itself
 * @param mostStaleness a replica that is further behind still serves, but says so
 * @param timeout how long a command may take before it counts as failed
 * @param keepMessages see {@link TimelineLimits}
 * @param keepFor see {@link TimelineLimits}
 * @param dedupeHorizon see {@link TimelineLimits}
 */
@ConfigurationProperties("danmaku.redis")
public record RedisSettings(
        String uri,
        @DefaultValue List<String> readUris,
        @DefaultValue("5s") Duration mostStaleness,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue("100000") int keepMessages,
        @DefaultValue("30m") Duration keepFor,
        @DefaultValue("1h") Duration dedupeHorizon) {

    public TimelineLimits limits() {
        return new TimelineLimits(keepMessages, keepFor, dedupeHorizon);
    }
}
