package live.danmaku.benchmarks.fanout;

import io.netty.buffer.ByteBuf;

/** The time at which a message was posted, in its text: {@code @<16 digits>@}, in microseconds of this JVM's clock. */
final class Marker {

    static final int DIGITS = 16;

    /** Where a message's time goes. */
    static final String PLACE = "@" + "0".repeat(DIGITS) + "@";

    private Marker() {}

    static long now() {
        return System.nanoTime() / 1_000;
    }

    /** @param at where the digits begin */
    static void write(ByteBuf bytes, int at, long micros) {
        long left = micros;
        for (int digit = at + DIGITS - 1; digit >= at; digit--) {
            bytes.setByte(digit, '0' + (int) (left % 10));
            left /= 10;
        }
    }

    static long read(ByteBuf bytes, int at) {
        long micros = 0;
        for (int digit = at; digit < at + DIGITS; digit++) {
            micros = micros * 10 + (bytes.getByte(digit) - '0');
        }
        return micros;
    }

    /** Where the next marker's digits begin, or -1. */
    static int find(ByteBuf bytes, int from, int end) {
        int at = from;
        while (at + DIGITS + 2 <= end) {
            int sign = bytes.indexOf(at, end, (byte) '@');
            if (sign < 0 || sign + DIGITS + 2 > end) {
                return -1;
            }
            if (bytes.getByte(sign + DIGITS + 1) == '@') {
                return sign + 1;
            }
            at = sign + 1;
        }
        return -1;
    }
}
