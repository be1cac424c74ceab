package live.danmaku.push.pusher.entry;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long absence is taken for presence.
 *
 * @param grace how long a user may be gone, as when reconnecting, before the room is told; longer than polls are apart
 * @param crashGrace the same when the connector is gone, whose clients have to find another one first
 * @param refresh how often the store is told who is there: within the graces, so that no other pusher takes somebody for gone
 * @param unconfirmed after how long without a connector's word a user is somebody else's business: the room has moved to
 *     another pusher. Several times the period in which connectors say who is there
 */
@ConfigurationProperties("danmaku.entry")
public record EntrySettings(
        @DefaultValue("6s") Duration grace,
        @DefaultValue("8s") Duration crashGrace,
        @DefaultValue("5s") Duration refresh,
        @DefaultValue("35s") Duration unconfirmed) {

    /** @throws IllegalArgumentException when a value is out of range; the text says the value and what is expected */
    public EntrySettings {
        requirePositive("grace", grace);
        requirePositive("crash-grace", crashGrace);
        requirePositive("refresh", refresh);
        requirePositive("unconfirmed", unconfirmed);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException("%s: %s (expected: 1ms or more)".formatted(name, value));
        }
    }
}
