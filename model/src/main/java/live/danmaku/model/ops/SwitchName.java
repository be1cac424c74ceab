package live.danmaku.model.ops;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import live.danmaku.model.MessageType;
import org.jspecify.annotations.Nullable;

/** What ops can switch. A value is a whole number; of what is on or off it is 1 or 0. */
public enum SwitchName {
    /** Whether comments are accepted from clients; the same for the other types. */
    TYPE_COMMENT(MessageType.COMMENT),
    TYPE_GIFT(MessageType.GIFT),
    TYPE_LIKE(MessageType.LIKE),
    TYPE_MEMBER(MessageType.MEMBER),
    TYPE_STATUS(MessageType.STATUS),
    TYPE_SYSTEM(MessageType.SYSTEM),
    /** When polling clients that have everything ask again, in ms. */
    POLL_INTERVAL("poll.intervalMs", 500, 60_000),
    /** How many of a hundred messages of priority P3 readers get. */
    SAMPLE_PERCENT("sample.percent", 0, 100),
    /** Whether rooms that many read are read by one for all. */
    HOT_ROOMS("hotRooms"),
    /** Whether clients may have long connections. */
    PUSH("push"),
    /** Whether large rooms' messages go to all connectors instead of being pulled. */
    BROADCAST("broadcast"),
    /** Whether finished streams can be read. */
    REPLAY("replay"),
    /** Whether the guard takes clients off long connections that do not work. */
    GUARD("guard");

    private static final Map<MessageType, SwitchName> OF_TYPES = new EnumMap<>(MessageType.class);
    private static final String NAMES =
            Arrays.stream(values()).map(SwitchName::wireName).collect(Collectors.joining(", "));

    static {
        for (SwitchName name : values()) {
            if (name.type != null) {
                OF_TYPES.put(name.type, name);
            }
        }
    }

    private final String wireName;
    private final long least;
    private final long most;
    private final @Nullable MessageType type;

    SwitchName(MessageType type) {
        this("type." + type.wireName(), 0, 1, type);
    }

    SwitchName(String wireName) {
        this(wireName, 0, 1);
    }

    SwitchName(String wireName, long least, long most) {
        this(wireName, least, most, null);
    }

    SwitchName(String wireName, long least, long most, @Nullable MessageType type) {
        this.wireName = wireName;
        this.least = least;
        this.most = most;
        this.type = type;
    }

    /** The name in paths and tables. */
    public String wireName() {
        return wireName;
    }

    /** Whether it is on or off. */
    public boolean isFlag() {
        return most == 1;
    }

    public long least() {
        return least;
    }

    /** The largest value. It holds while nothing is set; of {@link #POLL_INTERVAL} what the front end's settings say does. */
    public long most() {
        return most;
    }

    /** Whether messages of a type are accepted. */
    static SwitchName of(MessageType type) {
        return Objects.requireNonNull(OF_TYPES.get(type));
    }

    public static Optional<SwitchName> find(String wireName) {
        return Arrays.stream(values())
                .filter(name -> name.wireName.equals(wireName))
                .findAny();
    }

    /** All names, for people. */
    public static String names() {
        return NAMES;
    }
}
