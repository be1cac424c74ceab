package live.danmaku.model.timeline;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import live.danmaku.model.MessageType;
import live.danmaku.model.Priority;

/**
 * What a message's first bytes say, {@code
 * {"id":"m1","type":"comment","priority":"P3","room":"r1","from":{"uid":"ann",…}}: read without parsing the JSON.
 * Front ends and processors write these fields first, in this order; one that was pushed by a service has its {@code
 * "expiresAt"} before the room, and one that is for no room has {@code "topic"} in the room's place.
 *
 * @param expiresAt when it stops to matter, in ms since 1970; 0: never
 */
public record MessageHead(String id, MessageType type, Priority priority, long expiresAt, String sender) {

    private static final byte[] ID = ascii("{\"id\":\"");
    private static final byte[] TYPE = ascii("\",\"type\":\"");
    private static final byte[] PRIORITY = ascii("\",\"priority\":\"");
    private static final byte[] EXPIRES = ascii("\",\"expiresAt\":");
    private static final byte[] ROOM = ascii("\"room\":\"");
    private static final byte[] TOPIC = ascii("\"topic\":\"");
    private static final byte[] SENDER = ascii("\",\"from\":{\"uid\":\"");

    /** A message that never expires. */
    public MessageHead(String id, MessageType type, Priority priority, String sender) {
        this(id, type, priority, 0, sender);
    }

    /** @throws IllegalArgumentException when the payload begins otherwise */
    public static MessageHead of(byte[] payload) {
        int idFrom = after(payload, 0, ID);
        int idTo = quote(payload, idFrom);
        int typeFrom = after(payload, idTo, TYPE);
        int typeTo = quote(payload, typeFrom);
        int priorityFrom = after(payload, typeTo, PRIORITY);
        int priorityTo = quote(payload, priorityFrom);
        boolean expires = begins(payload, priorityTo, EXPIRES);
        int expiresFrom = priorityTo + (expires ? EXPIRES.length : 0);
        int expiresTo = expires ? comma(payload, expiresFrom) : priorityTo + 1;
        int room = expiresTo + 1;
        int roomTo = quote(payload, after(payload, room, begins(payload, room, TOPIC) ? TOPIC : ROOM));
        int senderFrom = after(payload, roomTo, SENDER);
        return new MessageHead(
                text(payload, idFrom, idTo),
                MessageType.of(text(payload, typeFrom, typeTo)),
                Priority.valueOf(text(payload, priorityFrom, priorityTo)),
                expires ? Long.parseLong(text(payload, expiresFrom, expiresTo)) : 0,
                text(payload, senderFrom, quote(payload, senderFrom)));
    }

    /** @param now in ms since 1970 */
    public boolean isExpiredAt(long now) {
        return expiresAt != 0 && expiresAt <= now;
    }

    private static int after(byte[] payload, int at, byte[] expected) {
        int end = at + expected.length;
        if (!begins(payload, at, expected)) {
            throw new IllegalArgumentException("message of %d bytes (expected: %s at %d)"
                    .formatted(payload.length, new String(expected, US_ASCII), at));
        }
        return end;
    }

    private static boolean begins(byte[] payload, int at, byte[] with) {
        int end = at + with.length;
        return end <= payload.length && Arrays.equals(payload, at, end, with, 0, with.length);
    }

    private static int quote(byte[] payload, int from) {
        return next(payload, from, '"');
    }

    private static int comma(byte[] payload, int from) {
        return next(payload, from, ',');
    }

    private static int next(byte[] payload, int from, char wanted) {
        for (int at = from; at < payload.length; at++) {
            if (payload[at] == wanted) {
                return at;
            }
        }
        throw new IllegalArgumentException("message of %d bytes (expected: a %s)".formatted(payload.length, wanted));
    }

    private static String text(byte[] payload, int from, int to) {
        return new String(payload, from, to - from, US_ASCII);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
