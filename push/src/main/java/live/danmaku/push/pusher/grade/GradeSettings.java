package live.danmaku.push.pusher.grade;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What rooms of each size get.
 *
 * @param calm for how long a room must be smaller before it has a lower level; twice as long each time it grew again soon
 */
@ConfigurationProperties("danmaku.grades")
public record GradeSettings(
        @DefaultValue Small small,
        @DefaultValue Medium medium,
        @DefaultValue Large large,
        @DefaultValue Huge huge,
        @DefaultValue("10s") Duration calm) {

    /**
     * What a level gives.
     *
     * @param sessions from which on a room has this level
     * @param perSecond how many messages a second a session gets
     * @param burst of how long a time these may come at once, as after an outage
     */
    public record Budget(long sessions, int perSecond, Duration burst) {

        /** @throws IllegalArgumentException when nothing would be left; the text says the value and what is expected */
        public Budget {
            if (perSecond < 1) {
                throw new IllegalArgumentException("per-second: %d (expected: 1 or more)".formatted(perSecond));
            }
            if (burst.toMillis() < 1_000) {
                throw new IllegalArgumentException("burst: %s (expected: 1s or more)".formatted(burst));
            }
        }
    }

    /** A room's level while it is no larger one. */
    public record Small(
            @DefaultValue("150") int perSecond,
            @DefaultValue("60s") Duration burst) {}

    public record Medium(
            @DefaultValue("2000") long sessions,
            @DefaultValue("60") int perSecond,
            @DefaultValue("5s") Duration burst) {}

    public record Large(
            @DefaultValue("20000") long sessions,
            @DefaultValue("30") int perSecond,
            @DefaultValue("3s") Duration burst) {}

    public record Huge(
            @DefaultValue("100000") long sessions,
            @DefaultValue("20") int perSecond,
            @DefaultValue("3s") Duration burst) {}

    /** @throws IllegalArgumentException when a larger level begins before a smaller one */
    public GradeSettings {
        if (medium.sessions() < 1 || large.sessions() <= medium.sessions() || huge.sessions() <= large.sessions()) {
            throw new IllegalArgumentException("sessions: %d, %d, %d (expected: ascending from 1)"
                    .formatted(medium.sessions(), large.sessions(), huge.sessions()));
        }
    }

    Budget of(RoomLevel level) {
        return switch (level) {
            case SMALL -> new Budget(0, small.perSecond(), small.burst());
            case MEDIUM -> new Budget(medium.sessions(), medium.perSecond(), medium.burst());
            case LARGE -> new Budget(large.sessions(), large.perSecond(), large.burst());
            case HUGE -> new Budget(huge.sessions(), huge.perSecond(), huge.burst());
        };
    }

    RoomLevel levelOf(long sessions) {
        if (sessions >= huge.sessions()) {
            return RoomLevel.HUGE;
        }
        if (sessions >= large.sessions()) {
            return RoomLevel.LARGE;
        }
        return sessions >= medium.sessions() ? RoomLevel.MEDIUM : RoomLevel.SMALL;
    }
}
