package live.danmaku.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An audience that has a timeline.
 *
 * @param name {@code room:<id>}, {@code user:<uid>}, {@code device:<id>}, {@code area:<name>} or {@code all}
 */
public record Topic(String name) {

    /** Everybody. */
    public static final Topic ALL = new Topic("all");

    private static final String ROOM = "room:";
    private static final String USER = "user:";
    private static final String DEVICE = "device:";
    private static final String AREA = "area:";
    private static final Pattern AREA_NAME = Pattern.compile("[\\p{L}\\p{N}_.&-]+( [\\p{L}\\p{N}_.&-]+)*");

    public static Topic room(RoomId room) {
        return new Topic(ROOM + room.value());
    }

    public static Topic user(UserId user) {
        return new Topic(USER + user.value());
    }

    public static Topic device(DeviceId device) {
        return new Topic(DEVICE + device.value());
    }

    /**
     * @param name 1 to 64 letters and digits of any script, and {@code _ - . &}, with single spaces between them
     * @throws IllegalArgumentException when an area may not have that name; the text says the value and what is expected
     */
    public static Topic area(String name) {
        if (!isAreaName(name)) {
            throw new IllegalArgumentException(
                    "area: '%s' (expected: 1 to 64 letters, digits, _ - . & and single spaces)".formatted(name));
        }
        return new Topic(AREA + name);
    }

    /** Whether an area of that name can be addressed. */
    public static boolean isAreaName(String name) {
        return name.length() <= 64 && AREA_NAME.matcher(name).matches();
    }

    /**
     * @param name a topic's name as in a Kafka key
     * @throws IllegalArgumentException when the name is of no known kind; the text says the value and what is expected
     */
    public static Topic parse(String name) {
        if (name.startsWith(ROOM)) {
            return room(new RoomId(name.substring(ROOM.length())));
        }
        if (name.startsWith(USER)) {
            return user(new UserId(name.substring(USER.length())));
        }
        if (name.startsWith(DEVICE)) {
            return device(new DeviceId(name.substring(DEVICE.length())));
        }
        if (name.startsWith(AREA)) {
            return area(name.substring(AREA.length()));
        }
        if (name.equals(ALL.name)) {
            return ALL;
        }
        throw new IllegalArgumentException(
                "topic: '%s' (expected: room:<id>, user:<uid>, device:<id>, area:<name> or all)".formatted(name));
    }

    /** The room whose topic this is; empty for topics of another kind. */
    public Optional<RoomId> asRoom() {
        return name.startsWith(ROOM) ? Optional.of(new RoomId(name.substring(ROOM.length()))) : Optional.empty();
    }

    /** The kind of audience: {@code room}, {@code user}, {@code device}, {@code area} or {@code all}. */
    public String kind() {
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    /** Whether its messages are acknowledged, and sent again until they are: those for one user or one device. */
    public boolean isAcknowledged() {
        return name.startsWith(USER) || name.startsWith(DEVICE);
    }

    @Override
    public String toString() {
        return name;
    }
}
