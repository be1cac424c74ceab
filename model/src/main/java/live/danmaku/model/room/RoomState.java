package live.danmaku.model.room;

import java.util.Locale;

/** The life of a stream's room, in this order and never back. */
public enum RoomState {
    LIVE,
    /** The stream ended; what was accepted before is on its way to its last place. Nothing more is accepted. */
    ARCHIVING,
    ENDED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in JSON and in tables. */
    public String wireName() {
        return wireName;
    }

    /** @throws IllegalArgumentException when there is no such state; the text says the value and what is expected */
    public static RoomState of(String wireName) {
        for (RoomState state : values()) {
            if (state.wireName.equals(wireName)) {
                return state;
            }
        }
        throw new IllegalArgumentException("state: '%s' (expected: live, archiving or ended)".formatted(wireName));
    }
}
