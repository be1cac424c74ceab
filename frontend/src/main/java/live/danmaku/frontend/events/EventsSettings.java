package live.danmaku.frontend.events;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How rooms are told by server-sent events.
 *
 * @param readPeriod how often at most a room is read when hints come
 * @param heartbeat how long a stream may be silent before a comment is sent on it
 * @param recent how much of a room is kept encoded for viewers that are a little behind
 * @param stuckAfter a client that takes no byte for this long is hung up on
 * @param most streams on this front end at most
 * @param mostOfAddress streams of one address at most (a /64 network for IPv6)
 */
@ConfigurationProperties("danmaku.events")
public record EventsSettings(
        @DefaultValue("20ms") Duration readPeriod,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("1MB") DataSize recent,
        @DefaultValue("20s") Duration stuckAfter,
        @DefaultValue("20000") int most,
        @DefaultValue("200") int mostOfAddress) {

    /** @throws IllegalArgumentException when a value is out of range; the text says the value and what is expected */
    public EventsSettings {
        if (recent.toBytes() < 1) {
            throw new IllegalArgumentException("recent: %s (expected: 1 byte or more)".formatted(recent));
        }
        if (most < 1 || mostOfAddress < 1) {
            throw new IllegalArgumentException(
                    "most: %d, most-of-address: %d (expected: 1 or more)".formatted(most, mostOfAddress));
        }
    }
}
