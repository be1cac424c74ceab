package live.danmaku.frontend.hotroom;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import live.danmaku.web.address.Forwarding;
import org.jspecify.annotations.Nullable;

/**
 * A poll as clients write it, recognized by its bytes: {@code GET /v1/rooms/<room>/messages[?<query>] HTTP/1.1}, no
 * body, on a connection that stays open. Whatever is unusual about a request makes it none, and then it is for a real
 * HTTP decoder.
 *
 * @param query without the question mark
 * @param forwarding what it says of proxies
 * @param length of the whole request
 */
record PlainPoll(
        String room,
        String query,
        @Nullable String authorization,
        @Nullable String known,
        @Nullable String accepted,
        Forwarding forwarding,
        int length) {

    /** Longer ones are unusual. */
    static final int MOST_BYTES = 4_096;

    private static final String FORWARDED = "x-forwarded-";
    private static final String FORWARDED_FOR = "x-forwarded-for";
    private static final byte[] BEFORE_ROOM = "GET /v1/rooms/".getBytes(US_ASCII);
    private static final byte[] AFTER_ROOM = "/messages".getBytes(US_ASCII);
    private static final byte[] AFTER_TARGET = " HTTP/1.1\r\n".getBytes(US_ASCII);

    /**
     * Reads the request that begins at {@code from}.
     *
     * @param end of the bytes that there are
     * @return null when it is not a plain poll, or not there as a whole
     */
    static @Nullable PlainPoll parse(byte[] bytes, int from, int end) {
        if (!hasAt(BEFORE_ROOM, bytes, from, end)) {
            return null;
        }
        int room = from + BEFORE_ROOM.length;
        int roomEnd = room;
        while (roomEnd < end && isOfRoom(bytes[roomEnd])) {
            roomEnd++;
        }
        if (!hasAt(AFTER_ROOM, bytes, roomEnd, end)) {
            return null;
        }
        int query = roomEnd + AFTER_ROOM.length;
        int target = query;
        while (target < end && bytes[target] > ' ' && bytes[target] < 0x7f && bytes[target] != '#') {
            target++;
        }
        boolean hasQuery = target > query;
        if (hasQuery && bytes[query] != '?' || !hasAt(AFTER_TARGET, bytes, target, end)) {
            return null;
        }
        Headers headers = new Headers();
        int after = headers.read(bytes, target + AFTER_TARGET.length, end);
        if (after < 0) {
            return null;
        }
        return new PlainPoll(
                text(bytes, room, roomEnd),
                hasQuery ? text(bytes, query + 1, target) : "",
                headers.authorization,
                headers.known,
                headers.accepted,
                headers.forwarding(),
                after - from);
    }

    /** Whether that what begins at {@code from} may become a plain poll when more bytes have come. */
    static boolean isBegun(byte[] bytes, int from, int end) {
        int known = Math.min(BEFORE_ROOM.length, end - from);
        if (end - from >= MOST_BYTES || !Arrays.equals(bytes, from, from + known, BEFORE_ROOM, 0, known)) {
            return false;
        }
        for (int i = from + 3; i < end; i++) {
            if (bytes[i] == '\n' && (bytes[i - 1] == '\n' || bytes[i - 2] == '\n' && bytes[i - 1] == '\r')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfRoom(byte next) {
        return next >= 'a' && next <= 'z'
                || next >= 'A' && next <= 'Z'
                || next >= '0' && next <= '9'
                || next == '_'
                || next == '-';
    }

    private static boolean hasAt(byte[] text, byte[] bytes, int at, int end) {
        return end - at >= text.length && Arrays.equals(bytes, at, at + text.length, text, 0, text.length);
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, US_ASCII);
    }

    /** What matters of a request's headers. */
    private static final class Headers {

        private @Nullable String authorization;
        private @Nullable String known;
        private @Nullable String accepted;
        private boolean forwarded;
        private @Nullable String forwardedFor;

        Forwarding forwarding() {
            return forwarded
                    ? new Forwarding(true, List.of(), forwardedFor == null ? List.of() : List.of(forwardedFor))
                    : Forwarding.NONE;
        }

        /** @return where the head ends, or -1 when it does not, or says something unusual */
        int read(byte[] bytes, int from, int end) {
            int at = from;
            while (at < end && bytes[at] != '\r') {
                int colon = at;
                while (colon < end && isOfName(bytes[colon])) {
                    colon++;
                }
                int line = colon;
                while (line < end && (bytes[line] >= ' ' && bytes[line] != 0x7f || bytes[line] == '\t')) {
                    line++;
                }
                if (colon == at
                        || line >= end - 1
                        || bytes[colon] != ':'
                        || bytes[line + 1] != '\n'
                        || bytes[line] != '\r'
                        || !isUsual(bytes, at, colon, line)) {
                    return -1;
                }
                at = line + 2;
            }
            return at < end - 1 && bytes[at + 1] == '\n' ? at + 2 : -1;
        }

        private static boolean isOfName(byte next) {
            return next >= 'a' && next <= 'z'
                    || next >= 'A' && next <= 'Z'
                    || next == '-'
                    || next >= '0' && next <= '9'
                    || next == '_';
        }

        /** Takes a header in. The length of its name tells most of those that do not matter. */
        private boolean isUsual(byte[] bytes, int name, int colon, int line) {
            if ((bytes[name] | 0x20) == 'x' && colon - name >= FORWARDED.length() && isNamed(FORWARDED, bytes, name)) {
                forwarded = true;
                if (colon - name == FORWARDED_FOR.length() && isNamed(FORWARDED_FOR, bytes, name)) {
                    boolean first = forwardedFor == null;
                    forwardedFor = value(bytes, colon, line);
                    return first;
                }
                return true;
            }
            return switch (colon - name) {
                case 3 -> {
                    forwarded |= isNamed("via", bytes, name);
                    yield true;
                }
                case 6 -> !isNamed("expect", bytes, name);
                case 7 -> !isNamed("upgrade", bytes, name) && !isNamed("trailer", bytes, name);
                case 9 -> !isNamed("forwarded", bytes, name);
                case 10 -> !isNamed("connection", bytes, name) || is("keep-alive", value(bytes, colon, line));
                case 13 -> {
                    if (isNamed("authorization", bytes, name)) {
                        boolean first = authorization == null;
                        authorization = value(bytes, colon, line);
                        yield first;
                    }
                    if (isNamed("if-none-match", bytes, name)) {
                        boolean first = known == null;
                        known = value(bytes, colon, line);
                        yield first;
                    }
                    yield true;
                }
                case 14 -> !isNamed("content-length", bytes, name) || is("0", value(bytes, colon, line));
                case 15 -> {
                    if (isNamed("accept-encoding", bytes, name)) {
                        boolean first = accepted == null;
                        accepted = value(bytes, colon, line);
                        yield first;
                    }
                    yield true;
                }
                case 17 -> !isNamed("transfer-encoding", bytes, name);
                default -> true;
            };
        }

        /** @param lower in lower case */
        private static boolean isNamed(String lower, byte[] bytes, int at) {
            for (int i = 0; i < lower.length(); i++) {
                // Sets the bit that tells small letters from capitals; no other character of a name becomes a letter.
                if ((bytes[at + i] | 0x20) != lower.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        private static boolean is(String lower, String value) {
            return value.toLowerCase(Locale.ROOT).equals(lower);
        }

        private static String value(byte[] bytes, int colon, int line) {
            return text(bytes, colon + 1, line).strip();
        }
    }
}
