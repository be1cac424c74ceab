package live.danmaku.db.kafka;

import live.danmaku.model.MessageType;
import live.danmaku.model.Priority;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which priority a message gets: by its type, a gift by its value.
 *
 * @param largeGift the value from which on a gift is P1, in the platform's smallest coin; below it is P2
 */
@ConfigurationProperties("danmaku.priorities")
public record PrioritySettings(
        @DefaultValue("P0") Priority system,
        @DefaultValue("1000") long largeGift,
        @DefaultValue("P3") Priority comment,
        @DefaultValue("P3") Priority like,
        @DefaultValue("P3") Priority member,
        @DefaultValue("P3") Priority status) {

    public static final PrioritySettings DEFAULT =
            new PrioritySettings(Priority.P0, 1_000, Priority.P3, Priority.P3, Priority.P3, Priority.P3);

    /** @throws IllegalArgumentException when every gift would be large */
    public PrioritySettings {
        if (largeGift < 1) {
            throw new IllegalArgumentException("large-gift: %d (expected: 1 or more)".formatted(largeGift));
        }
    }

    /** @param value of all pieces of a gift; of other messages it does not matter */
    Priority of(MessageType type, long value) {
        return switch (type) {
            case SYSTEM -> system;
            case GIFT -> value >= largeGift ? Priority.P1 : Priority.P2;
            case COMMENT -> comment;
            case LIKE -> like;
            case MEMBER -> member;
            case STATUS -> status;
        };
    }
}
