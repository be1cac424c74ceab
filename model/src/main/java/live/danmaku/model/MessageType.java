package live.danmaku.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a message is. A timeline keeps one sorted set per type under one common clock. */
public enum MessageType {
    COMMENT,
    GIFT,
    LIKE,
    /** Somebody entered or left. */
    MEMBER,
    /** The latest value of something, such as a PK score. */
    STATUS,
    SYSTEM;

    private static final String NAMES =
            Arrays.stream(values()).map(MessageType::wireName).collect(Collectors.joining(", "));

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in JSON, in Redis keys and in metrics. */
    public String wireName() {
        return wireName;
    }

    /**
     * @param wireName a name as in JSON, such as {@code comment}
     * @throws IllegalArgumentException when there is no such type; the text lists the types there are
     */
    public static MessageType of(String wireName) {
        for (MessageType type : values()) {
            if (type.wireName.equals(wireName)) {
                return type;
            }
        }
        throw new IllegalArgumentException("message type: '%s' (expected: one of %s)".formatted(wireName, NAMES));
    }
}
