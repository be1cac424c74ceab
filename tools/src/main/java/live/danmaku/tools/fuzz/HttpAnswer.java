package live.danmaku.tools.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * Reads one answer of HTTP/1.1 to its end.
 *
 * @param isLast whether nothing more can be asked on the connection
 */
record HttpAnswer(int status, boolean hasRetryAfter, boolean isLast) {

    /** The connection speaks another protocol from now on. */
    static final int SWITCHING = 101;

    private static final int LONGEST_LINE = 65_536;

    /** @throws IOException when the connection ends before the answer does, or the bytes are none */
    static HttpAnswer read(InputStream in, boolean isHead) throws IOException {
        int status;
        do {
            String line = line(in);
            if (!line.startsWith("HTTP/1.") || line.length() < 12) {
                throw new IOException("not an answer: " + line);
            }
            status = Integer.parseInt(line.substring(9, 12));
            if (isInterim(status)) {
                Head.read(in);
            }
        } while (isInterim(status));
        Head head = Head.read(in);
        boolean hasBody = !isHead && status != SWITCHING && status != 204 && status != 304;
        if (!hasBody) {
            return new HttpAnswer(status, head.retryAfter, head.close);
        }
        if (head.isEndless || head.length < 0 && !head.chunked) {
            return new HttpAnswer(status, head.retryAfter, true);
        }
        if (head.chunked) {
            skipChunks(in);
        } else {
            in.skipNBytes(head.length);
        }
        return new HttpAnswer(status, head.retryAfter, head.close);
    }

    private static boolean isInterim(int status) {
        return status < 200 && status != SWITCHING;
    }

    private static final class Head {
        private long length = -1;
        private boolean chunked;
        private boolean close;
        private boolean retryAfter;
        private boolean isEndless;

        static Head read(InputStream in) throws IOException {
            Head head = new Head();
            String line = line(in).toLowerCase(Locale.ROOT);
            while (!line.isEmpty()) {
                if (line.startsWith("content-length:")) {
                    head.length = Long.parseLong(line.substring(15).strip());
                }
                head.chunked |= line.startsWith("transfer-encoding:") && line.contains("chunked");
                head.close |= line.startsWith("connection:") && line.contains("close");
                head.retryAfter |= line.startsWith("retry-after:");
                head.isEndless |= line.startsWith("content-type:") && line.contains("event-stream");
                line = line(in).toLowerCase(Locale.ROOT);
            }
            return head;
        }
    }

    private static void skipChunks(InputStream in) throws IOException {
        int size;
        do {
            size = Integer.parseInt(line(in).strip(), 16);
            in.skipNBytes(size);
            line(in);
        } while (size > 0);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0 && next != '\n' && line.size() < LONGEST_LINE) {
            line.write(next);
            next = in.read();
        }
        if (next < 0) {
            throw new EOFException("the connection ended");
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }
}
