package live.danmaku.web.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Splits bytes that arrive in pieces into lines. For one body; not thread-safe. */
final class LineSplitter {

    private final int mostBytes;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private long lines;

    LineSplitter(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * The lines that end within these bytes.
     *
     * @throws LineTooLongException when a line has more bytes than allowed, even if its end has not come yet
     */
    List<String> take(byte[] bytes) {
        List<String> ended = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                append(bytes, from, at);
                ended.add(line());
                from = at + 1;
            }
        }
        append(bytes, from, bytes.length);
        return ended;
    }

    /** The last line, if the body did not finish with a line's end. */
    List<String> rest() {
        return begun.size() == 0 ? List.of() : List.of(line());
    }

    private void append(byte[] bytes, int from, int to) {
        if (begun.size() + to - from > mostBytes) {
            throw new LineTooLongException(lines + 1);
        }
        begun.write(bytes, from, to - from);
    }

    private String line() {
        String line = begun.toString(UTF_8);
        begun.reset();
        lines++;
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
