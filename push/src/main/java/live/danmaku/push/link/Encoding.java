package live.danmaku.push.link;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A form that batches travel to clients in. A pusher makes each form of a batch once, whole packets ready to be framed; a
 * connector writes the bytes to every session that has chosen the form. The number is what travels on the link.
 */
public enum Encoding {
    /** Packets of op 5, version 0: one JSON object {@code {"topic","from","to","messages","leftOut"}} each. */
    NATIVE(1),
    /** A packet of version 2: zlib of whole {@link #NATIVE} packets. */
    NATIVE_ZLIB(2),
    /** A packet of version 3: brotli of whole {@link #NATIVE} packets. */
    NATIVE_BROTLI(3),
    /** The object of {@link #NATIVE} as a text with {@code "op":"messages"}, without a packet's header. */
    JSON(4),
    /** Inner packets of goim, one a message. Over WebSocket the connector wraps them in a packet of op 9. */
    GOIM(5),
    /** The web-live dialect: packets of op 5, version 0, one {@code {"cmd",…}} a message. */
    WEB_LIVE(6),
    /** A packet of version 2: zlib of whole {@link #WEB_LIVE} packets. */
    WEB_LIVE_ZLIB(7),
    /** A packet of version 3: brotli of whole {@link #WEB_LIVE} packets. */
    WEB_LIVE_BROTLI(8);

    private static final Map<Integer, Encoding> BY_NUMBER =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Encoding::number, Function.identity()));

    private final int number;

    Encoding(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The encoding of a number; empty when the other end of the link is newer and knows one more. */
    public static Optional<Encoding> find(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    /** @throws IllegalArgumentException when there is no such encoding */
    public static Encoding of(int number) {
        Encoding encoding = BY_NUMBER.get(number);
        if (encoding == null) {
            throw new IllegalArgumentException("encoding: %d (expected: 1-%d)".formatted(number, values().length));
        }
        return encoding;
    }
}
