package live.danmaku.model.timeline;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import live.danmaku.model.MessageType;
import live.danmaku.model.Priority;

/**
 * What a message's first bytes say, {@code
 * {"id":"m1","type":"comment","priority":"P3","room":"r1","from":{"uid":"ann",…}}: read without parsing the JSON.
 * Front ends and processors write these fields first, in this order.
 */
public record MessageHead(String id, MessageType type, Priority priority, String sender) {

    private static final byte[] ID = ascii("{\"id\":\"");
    private static final byte[] TYPE = ascii("\",\"type\":\"");
    private static final byte[] PRIORITY = ascii("\",\"priority\":\"");
    private static final byte[] ROOM = ascii("\",\"room\":\"");
    private static final byte[] SENDER = ascii("\",\"from\":{\"uid\":\"");

    /** @throws IllegalArgumentException when the payload begins otherwise */
    public static MessageHead of(byte[] payload) {
        int idFrom = after(payload, 0, ID);
        int idTo = quote(payload, idFrom);
        int typeFrom = after(payload, idTo, TYPE);
        int typeTo = quote(payload, typeFrom);
        int priorityFrom = after(payload, typeTo, PRIORITY);
        int priorityTo = quote(payload, priorityFrom);
        int roomTo = quote(payload, after(payload, priorityTo, ROOM));
        int senderFrom = after(payload, roomTo, SENDER);
        return new MessageHead(
                text(payload, idFrom, idTo),
                MessageType.of(text(payload, typeFrom, typeTo)),
                Priority.valueOf(text(payload, priorityFrom, priorityTo)),
                text(payload, senderFrom, quote(payload, senderFrom)));
    }

    private static int after(byte[] payload, int at, byte[] expected) {
        int end = at + expected.length;
        if (end > payload.length || !Arrays.equals(payload, at, end, expected, 0, expected.length)) {
            throw new IllegalArgumentException("message of %d bytes (expected: %s at %d)"
                    .formatted(payload.length, new String(expected, US_ASCII), at));
        }
        return end;
    }

    private static int quote(byte[] payload, int from) {
        for (int at = from; at < payload.length; at++) {
            if (payload[at] == '"') {
                return at;
            }
        }
        throw new IllegalArgumentException("message of %d bytes (expected: a quote)".formatted(payload.length));
    }

    private static String text(byte[] payload, int from, int to) {
        return new String(payload, from, to - from, US_ASCII);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
