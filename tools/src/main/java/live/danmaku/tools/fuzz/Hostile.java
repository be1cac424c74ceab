package live.danmaku.tools.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Values that break things elsewhere, drawn from a seed. Not thread-safe. */
final class Hostile {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\0",
            "null",
            "undefined",
            "true",
            "-1",
            "0",
            "1",
            "NaN",
            "Infinity",
            "1e309",
            "0x10",
            "9007199254740993",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "99999999999999999999999999999999",
            "1.5",
            "' OR '1'='1",
            "\"; DROP TABLE rooms; --",
            "${jndi:ldap://127.0.0.1/x}",
            "#{7*7}",
            "{{7*7}}",
            "%00",
            "%n%n%s",
            "../../../../etc/passwd",
            "..%2f..%2f",
            "C:\\",
            "<script>alert(1)</script>",
            "]]>",
            "<!DOCTYPE a [<!ENTITY b \"c\">]>",
            "\u001b[2J",
            "\r\nSet-Cookie: a=b",
            "\n",
            "\t",
            "\u202e",
            "\ufeff",
            "\ud83d",
            "\uffff",
            "e\u0301\u0301\u0301",
            "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67",
            "\u0000\u0001\u0002",
            "start",
            "newest",
            "k3x-2f",
            "room:r1",
            "user:1",
            "all",
            "*",
            "{room}",
            "[]",
            "{}",
            "\"",
            "\\",
            "\\u0000",
            "a,b,c",
            ",",
            ";",
            ":",
            "a=b&c=d",
            "+",
            "comment",
            "gift");

    private static final String ALPHABET =
            "abcdefghijklmnopqrstuvwxyz0123456789-_.:@ABCDEF/%&=?#+ \u00e9\u4e2d\ud83d\ude00";

    private final SplittableRandom random;

    Hostile(SplittableRandom random) {
        this.random = random;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** True once in so many times. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    String text() {
        return switch (random.nextInt(8)) {
            case 0 -> letters(1 + random.nextInt(64));
            case 1 -> letters(64 + random.nextInt(600));
            case 2 -> oneOf(TEXTS).repeat(1 + random.nextInt(40));
            case 3 -> Long.toString(random.nextLong());
            case 4 -> new String(bytes(1 + random.nextInt(40)), UTF_8);
            default -> oneOf(TEXTS);
        };
    }

    private String letters(int length) {
        int[] points = ALPHABET.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** These bytes with some changed, removed, repeated or put in between. */
    byte[] mutated(byte[] bytes) {
        byte[] result = bytes;
        for (int changes = 1 + random.nextInt(4); changes > 0 && result.length > 0; changes--) {
            int at = random.nextInt(result.length);
            int length = Math.min(result.length - at, 1 + random.nextInt(16));
            result = switch (random.nextInt(5)) {
                case 0 -> replaced(result, at, at + 1, bytes(1));
                case 1 -> replaced(result, at, at + length, new byte[0]);
                case 2 -> replaced(result, at, at, bytes(length));
                case 3 -> replaced(result, at, at, Arrays.copyOfRange(result, at, at + length));
                default -> replaced(result, at, at, oneOf(TEXTS).getBytes(UTF_8));
            };
        }
        return result;
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        byte[] result = new byte[bytes.length - (to - from) + by.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(bytes, to, result, from + by.length, bytes.length - to);
        return result;
    }

    /** The same bytes in up to four pieces. */
    List<byte[]> pieces(byte[] bytes) {
        int pieces = 1 + random.nextInt(4);
        int[] cuts = random.ints(pieces - 1L, 0, bytes.length + 1).sorted().toArray();
        byte[][] all = new byte[pieces][];
        int from = 0;
        for (int i = 0; i < pieces; i++) {
            int to = i < cuts.length ? cuts[i] : bytes.length;
            all[i] = Arrays.copyOfRange(bytes, from, to);
            from = to;
        }
        return List.of(all);
    }
}
