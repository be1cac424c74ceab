package live.danmaku.model;

/**
 * The name of a live stream's message room.
 *
 * @param value 1 to 64 of {@code A-Z a-z 0-9 _ -}
 */
public record RoomId(String value) {

    /** @throws IllegalArgumentException when the value is no room id; the text says the value and what is expected */
    public RoomId {
        Ids.require("room id", value, "_-");
    }

    @Override
    public String toString() {
        return value;
    }
}
