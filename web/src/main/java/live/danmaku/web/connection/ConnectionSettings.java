package live.danmaku.web.connection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a client may take of the HTTP port.
 *
 * @param mostConnections of all clients; 0 for half of what the limit of open files leaves
 * @param addressConnections of an address (a /64 network for IPv6)
 * @param requestTimeout how long a client may be waited for in all, from a request's first byte to its last
 * @param leastRate bytes a second for which this time is longer, so that large bodies have theirs
 * @param exemptLoopback whether this machine has no limit of its own
 */
@ConfigurationProperties("danmaku.http")
public record ConnectionSettings(
        @DefaultValue("0") int mostConnections,
        @DefaultValue("1000") int addressConnections,
        @DefaultValue("10s") Duration requestTimeout,
        @DefaultValue("8KB") DataSize leastRate,
        @DefaultValue("true") boolean exemptLoopback) {

    /** @throws IllegalArgumentException when a value is out of range; the text says the value and what is expected */
    public ConnectionSettings {
        if (mostConnections < 0 || addressConnections < 1) {
            throw new IllegalArgumentException(
                    "most-connections: %d, address-connections: %d (expected: 0 or more, 1 or more)"
                            .formatted(mostConnections, addressConnections));
        }
        if (requestTimeout.isNegative() || requestTimeout.isZero() || leastRate.toBytes() < 1) {
            throw new IllegalArgumentException("request-timeout: %s, least-rate: %s (expected: 1ms or more, 1B or more)"
                    .formatted(requestTimeout, leastRate));
        }
    }
}
