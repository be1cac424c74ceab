package live.danmaku.model.timeline;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Optional;

/**
 * When a message was sent, {@code …"from":{"uid":"ann","name":"Ann"},"sentAt":1700000000000,"at":1500,…}: read without
 * parsing the JSON, from behind {@link MessageHead}.
 *
 * @param sentAt in ms since 1970
 * @param at in ms since the stream began
 */
public record MessageTimes(long sentAt, long at) {

    private static final byte[] NAME = "\",\"name\":\"".getBytes(US_ASCII);
    private static final byte[] SENT_AT = "\"},\"sentAt\":".getBytes(US_ASCII);
    private static final byte[] AT = ",\"at\":".getBytes(US_ASCII);

    /** Empty when the payload is written otherwise. */
    public static Optional<MessageTimes> find(byte[] payload) {
        int name = indexOf(payload, NAME);
        if (name < 0) {
            return Optional.empty();
        }
        int sentAt = after(payload, endOfText(payload, name + NAME.length), SENT_AT);
        int sentAtEnd = endOfNumber(payload, sentAt);
        int at = after(payload, sentAtEnd, AT);
        int atEnd = endOfNumber(payload, at);
        if (sentAt < 0 || at < 0 || sentAtEnd == sentAt || atEnd == at) {
            return Optional.empty();
        }
        return Optional.of(new MessageTimes(number(payload, sentAt, sentAtEnd), number(payload, at, atEnd)));
    }

    /** Before a name there are only ids, which hold no quotes. */
    private static int indexOf(byte[] payload, byte[] part) {
        for (int at = 0; at + part.length <= payload.length; at++) {
            if (payload[at] == part[0] && Arrays.equals(payload, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }

    private static int endOfText(byte[] payload, int from) {
        int at = from;
        while (at < payload.length && payload[at] != '"') {
            at += payload[at] == '\\' ? 2 : 1;
        }
        return at;
    }

    /** Behind {@code part}, or -1 when it does not stand there. */
    private static int after(byte[] payload, int at, byte[] part) {
        int end = at + part.length;
        return at >= 0 && end <= payload.length && Arrays.equals(payload, at, end, part, 0, part.length) ? end : -1;
    }

    private static int endOfNumber(byte[] payload, int from) {
        int at = from;
        while (at >= 0 && at < payload.length && (payload[at] == '-' || payload[at] >= '0' && payload[at] <= '9')) {
            at++;
        }
        return at;
    }

    private static long number(byte[] payload, int from, int to) {
        return Long.parseLong(new String(payload, from, to - from, US_ASCII));
    }
}
