package live.danmaku.frontend.lobby;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many live rooms one may have. Services and ops may have any number.
 *
 * @param userRooms of a user without a role
 * @param hostRooms of a user whose token has the role host or moderator
 */
@ConfigurationProperties("danmaku.hosts")
public record HostSettings(
        @DefaultValue("20") int userRooms,
        @DefaultValue("200") int hostRooms) {

    /** @throws IllegalArgumentException when a value is out of range; the text says the value and what is expected */
    public HostSettings {
        if (userRooms < 0) {
            throw new IllegalArgumentException("user-rooms: %d (expected: 0 or more)".formatted(userRooms));
        }
        if (hostRooms < userRooms) {
            throw new IllegalArgumentException(
                    "host-rooms: %d (expected: at least user-rooms, %d)".formatted(hostRooms, userRooms));
        }
    }
}
