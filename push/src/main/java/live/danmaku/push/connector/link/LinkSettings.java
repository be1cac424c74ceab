package live.danmaku.push.connector.link;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How a connector reaches its pushers.
 *
 * @param pushers {@code host:port} of each
 * @param firstRetry how long after the end of a stream it is opened again; doubles with each failure, ± half at random
 * @param mostRetry how long at most
 * @param welcomeWithin how long a pusher may take for its first word
 * @param mostUnsent how much may wait in a stream whose pusher does not read; with more it is broken off
 */
@ConfigurationProperties("danmaku.connector.link")
public record LinkSettings(
        @DefaultValue("127.0.0.1:8092") List<String> pushers,
        @DefaultValue("50ms") Duration firstRetry,
        @DefaultValue("1s") Duration mostRetry,
        @DefaultValue("3s") Duration welcomeWithin,
        @DefaultValue("32MB") DataSize mostUnsent) {

    /** @throws IllegalArgumentException when a value is out of range; the text says the value and what is expected */
    public LinkSettings {
        pushers = List.copyOf(pushers);
        if (pushers.isEmpty()) {
            throw new IllegalArgumentException("pushers: none (expected: host:port, one or more)");
        }
        if (firstRetry.isNegative() || firstRetry.isZero() || firstRetry.compareTo(mostRetry) > 0) {
            throw new IllegalArgumentException(
                    "first-retry: %s (expected: above 0, at most most-retry, %s)".formatted(firstRetry, mostRetry));
        }
        if (mostUnsent.toBytes() < 1) {
            throw new IllegalArgumentException("most-unsent: %s (expected: 1 byte or more)".formatted(mostUnsent));
        }
    }
}
