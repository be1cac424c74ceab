package live.danmaku.playback.slice;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How finished streams are read.
 *
 * @param redisUri the playback Redis; empty: the live one, under keys of its own
 * @param redisTimeout after which MySQL is asked instead
 * @param redisKeep how long a slice stays in the playback Redis after it was last read
 * @param slice how much stream time a slice holds; all processes that share a playback Redis should agree
 * @param memory of slices and outlines in this process, at most
 * @param answers of written answers in this process, at most
 * @param connections to MySQL for replays alone
 * @param maxAge how long clients and CDNs may keep an answer; a message deleted after its stream may be seen for so long
 */
@ConfigurationProperties("danmaku.playback")
public record ReplaySettings(
        @DefaultValue("") String redisUri,
        @DefaultValue("300ms") Duration redisTimeout,
        @DefaultValue("1h") Duration redisKeep,
        @DefaultValue("30s") Duration slice,
        @DefaultValue("64MB") DataSize memory,
        @DefaultValue("32MB") DataSize answers,
        @DefaultValue("3") int connections,
        @DefaultValue("5m") Duration maxAge) {

    /** @throws IllegalArgumentException when a value is out of range; the text says the value and what is expected */
    public ReplaySettings {
        if (slice.toMillis() < 1_000) {
            throw new IllegalArgumentException("slice: %s (expected: 1s or more)".formatted(slice));
        }
    }
}
