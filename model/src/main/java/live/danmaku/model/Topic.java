package live.danmaku.model;

import java.util.Optional;

/**
 * An audience that has a timeline.
 *
 * @param name {@code room:<id>}, and in time {@code user:<uid>}, {@code device:<id>}, {@code area:<name>} or {@code all}
 */
public record Topic(String name) {

    private static final String ROOM = "room:";

    public static Topic room(RoomId room) {
        return new Topic(ROOM + room.value());
    }

    /**
     * @param name a topic's name as in a Kafka key
     * @throws IllegalArgumentException when the name is of no known kind; the text says the value and what is expected
     */
    public static Topic parse(String name) {
        if (name.startsWith(ROOM)) {
            return room(new RoomId(name.substring(ROOM.length())));
        }
        throw new IllegalArgumentException("topic: '%s' (expected: room:<id>)".formatted(name));
    }

    /** The room whose topic this is; empty for topics of another kind. */
    public Optional<RoomId> asRoom() {
        return name.startsWith(ROOM) ? Optional.of(new RoomId(name.substring(ROOM.length()))) : Optional.empty();
    }

    @Override
    public String toString() {
        return name;
    }
}
