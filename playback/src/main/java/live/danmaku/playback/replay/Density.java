package live.danmaku.playback.replay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Set;
import live.danmaku.model.MessageType;
import live.danmaku.model.archive.Outline;

/**
 * How many messages there were in each piece of a stream: all pieces from its start to its end, and before its start those that
 * hold any.
 *
 * @param bucketMs how long a piece is
 * @param offsetMs what is added to the times that are told
 */
record Density(Outline outline, Set<MessageType> types, long durationMs, long bucketMs, long offsetMs) {

    private static final long MOST_BUCKETS = 100_000;
    private static final long BUCKETS_UNASKED = 200;

    /** @throws IllegalArgumentException when there would be too many pieces */
    Density {
        if (bucketMs < 1 || durationMs / bucketMs > MOST_BUCKETS) {
            throw new IllegalArgumentException("bucketMs: %d (expected: %d or more for this stream)"
                    .formatted(bucketMs, Math.max(1, durationMs / MOST_BUCKETS + 1)));
        }
    }

    /** Some two hundred pieces, of whole seconds. */
    static long usualBucket(long durationMs) {
        return Math.max(1, Math.round(durationMs / (1_000.0 * BUCKETS_UNASKED))) * 1_000;
    }

    /** Shape: {@code [{"at":ms,"count":n}]}. */
    byte[] counts() {
        return write("{\"at\":%d,\"count\":%d}", false);
    }

    /** Shape: {@code [{"time":seconds,"value":n}]}, what players' heat maps take. */
    byte[] points() {
        return write("{\"time\":%s,\"value\":%d}", true);
    }

    private byte[] write(String format, boolean inSeconds) {
        StringBuilder json = new StringBuilder("[");
        long end = Math.max(1, durationMs);
        long at = Math.floorDiv(Math.min(0, outline.firstFrom(types, Long.MIN_VALUE)), bucketMs) * bucketMs;
        while (at < end) {
            int count = outline.count(types, at, at + bucketMs);
            if (count > 0 || at >= 0) {
                long told = at + offsetMs;
                json.append(json.length() > 1 ? "," : "")
                        .append(format.formatted(inSeconds ? seconds(told) : (Object) told, count));
            }
            at += bucketMs;
            if (count == 0 && at < 0) {
                // On to the next piece that holds any.
                at = Math.floorDiv(Math.min(0, outline.firstFrom(types, at)), bucketMs) * bucketMs;
            }
        }
        return json.append(']').toString().getBytes(US_ASCII);
    }

    private static String seconds(long ms) {
        return ms % 1_000 == 0 ? Long.toString(ms / 1_000) : Double.toString(ms / 1e3);
    }
}
