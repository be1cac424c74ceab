package live.danmaku.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP/1.1 answer, as far as a load generator needs it.
 *
 * @param length of the head in bytes, the empty line included
 * @param bodyLength of the body in bytes
 */
record AnswerHead(int status, int length, int bodyLength) {

    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(US_ASCII);
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    /**
     * @return null when the head is not complete yet
     * @throws IOException when the answer does not say how long its body is
     */
    static @Nullable AnswerHead parse(ByteBuf answer) throws IOException {
        int begin = answer.readerIndex();
        int end = answer.writerIndex();
        int bodyLength = -1;
        for (int line = begin; line < end; ) {
            int newline = answer.indexOf(line, end, (byte) '\n');
            if (newline < 0) {
                return null;
            }
            if (newline - line <= 1) {
                return complete(number(answer, begin + STATUS_AT), newline + 1 - begin, bodyLength);
            }
            if (isContentLength(answer, line, newline)) {
                bodyLength = number(answer, line + CONTENT_LENGTH.length);
            }
            line = newline + 1;
        }
        return null;
    }

    private static AnswerHead complete(int status, int length, int bodyLength) throws IOException {
        if (bodyLength >= 0) {
            return new AnswerHead(status, length, bodyLength);
        }
        if (status == 204 || status == 304) {
            return new AnswerHead(status, length, 0);
        }
        throw new IOException(
                "answer %d without Content-Length (the load generator reads no chunks)".formatted(status));
    }

    private static boolean isContentLength(ByteBuf answer, int from, int to) {
        if (to - from < CONTENT_LENGTH.length) {
            return false;
        }
        for (int i = 0; i < CONTENT_LENGTH.length; i++) {
            int c = answer.getByte(from + i);
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != CONTENT_LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    private static int number(ByteBuf answer, int from) {
        int at = from;
        while (answer.getByte(at) == ' ') {
            at++;
        }
        int number = 0;
        for (int c = answer.getByte(at); c >= '0' && c <= '9'; c = answer.getByte(++at)) {
            number = number * 10 + c - '0';
        }
        return number;
    }
}
