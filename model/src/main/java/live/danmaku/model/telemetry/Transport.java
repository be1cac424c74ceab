package live.danmaku.model.telemetry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a client gets its messages. */
public enum Transport {
    WEBSOCKET(true),
    TCP(true),
    /** A long connection of which the client does not say more. */
    PUSH(true),
    /** The step between; it counts neither as long connection nor as polling, because routes do not decide about it. */
    SSE(false),
    POLLING(false);

    private final boolean isLong;
    private final String wireName = name().toLowerCase(Locale.ROOT);

    Transport(boolean isLong) {
        this.isLong = isLong;
    }

    public String wireName() {
        return wireName;
    }

    /** Whether it is a long connection to a node, which a route grants. */
    public boolean isLong() {
        return isLong;
    }

    /** By its name; {@code ws} and {@code poll}, as routes and nodes say, are known, too. */
    public static Optional<Transport> find(String name) {
        return switch (name) {
            case "ws" -> Optional.of(WEBSOCKET);
            case "poll" -> Optional.of(POLLING);
            default ->
                Arrays.stream(values())
                        .filter(transport -> transport.wireName.equals(name))
                        .findAny();
        };
    }

    /** All names, for people. */
    public static String names() {
        return Arrays.stream(values()).map(Transport::wireName).collect(Collectors.joining(", "));
    }
}
