package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;

/** Reads what scripts answer: lists of byte strings, numbers and lists. */
final class Replies {

    private Replies() {}

    static String text(Object element) {
        return new String((byte[]) element, UTF_8);
    }

    /** An integer that a script printed or a score; scores may come with an exponent. */
    static long number(Object element) {
        byte[] digits = (byte[]) element;
        long value = 0;
        for (byte digit : digits) {
            if (digit < '0' || digit > '9') {
                return new BigDecimal(text(element)).longValueExact();
            }
            value = value * 10 + (digit - '0');
        }
        return value;
    }

    /** Redis's time, which is two texts: seconds and microseconds. In ms since 1970. */
    static long millis(List<byte[]> time) {
        return number(time.get(0)) * 1_000 + number(time.get(1)) / 1_000;
    }

    @SuppressWarnings("unchecked") // a script's nested table
    static List<Object> list(Object element) {
        return (List<Object>) element;
    }

    /** {@code uid, name, uid, name ...}. */
    static List<Sender> senders(List<Object> pairs) {
        List<Sender> senders = new ArrayList<>(pairs.size() / 2);
        for (int i = 0; i < pairs.size(); i += 2) {
            senders.add(new Sender(new UserId(text(pairs.get(i))), text(pairs.get(i + 1))));
        }
        return senders;
    }
}
