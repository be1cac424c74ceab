package live.danmaku.frontend.hotroom;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a room is hot on this front end, and how it is read then.
 *
 * @param enter polls a second from which on it is hot
 * @param leave polls a second below which it is not, after some time
 * @param leaveAfter for how long it must be polled less
 * @param period how often it is read when no hint comes
 * @param hintPeriod how often at most when hints come
 * @param keepMessages how many messages a snapshot holds at most
 */
@ConfigurationProperties("danmaku.hot-rooms")
public record HotRoomSettings(
        @DefaultValue("20") int enter,
        @DefaultValue("10") int leave,
        @DefaultValue("10s") Duration leaveAfter,
        @DefaultValue("1s") Duration period,
        @DefaultValue("550ms") Duration hintPeriod,
        @DefaultValue("2000") int keepMessages) {

    /** @throws IllegalArgumentException when a value is out of range; the text says the value and what is expected */
    public HotRoomSettings {
        if (leave >= enter) {
            throw new IllegalArgumentException("leave: %d (expected: less than enter, %d)".formatted(leave, enter));
        }
        if (keepMessages < 1) {
            throw new IllegalArgumentException("keep-messages: %d (expected: 1 or more)".formatted(keepMessages));
        }
    }
}
