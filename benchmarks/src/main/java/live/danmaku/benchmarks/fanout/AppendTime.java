package live.danmaku.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.danmaku.model.timeline.Cursor;

/**
 * When the last message of a batch was appended to its timeline: the place that a batch leads to tells the time since the
 * stream began, and each message says both that and the time of day.
 */
final class AppendTime {

    private static final int ENOUGH = 1_024;
    private static final Pattern TIMES =
            Pattern.compile("\"to\":\"([^\"]+)\".*?\"sentAt\":(\\d+),\"at\":(\\d+)", Pattern.DOTALL);

    private AppendTime() {}

    /** @return ms since 1970; -1 when these bytes are of another server */
    static long of(ByteBuf bytes, int begin, int end) {
        Matcher times = TIMES.matcher(bytes.toString(begin, Math.min(end - begin, ENOUGH), US_ASCII));
        if (!times.find()) {
            return -1;
        }
        long began = Long.parseLong(times.group(2)) - Long.parseLong(times.group(3));
        return began + Cursor.parse(times.group(1)).place() / Cursor.PLACES_PER_MS;
    }
}
