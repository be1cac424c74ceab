package live.danmaku.playback.replay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Set;
import live.danmaku.model.MessageType;
import live.danmaku.model.archive.Outline;

/**
 * How many messages there were in each piece of a stream: all pieces from its start to its end, and before its start
 * those that hold any.
 *
 * @param bucketMs how long a piece is
 * @param offsetMs what is added to the times that are told
 */
record Density(Outline outline, Set<MessageType> types, long durationMs, long bucketMs, long offsetMs) {

    private static final long MOST_BUCKETS = 10_000;
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
        return write("{\"at\":", ",\"count\":", false);
    }

    /** Shape: {@code [{"time":seconds,"value":n}]}, what players' heat maps take. */
    byte[] points() {
        return write("{\"time\":", ",\"value\":", true);
    }

    private byte[] write(String beforeTime, String beforeCount, boolean inSeconds) {
        StringBuilder json = new StringBuilder("[");
        long end = Math.max(1, durationMs);
        long at = Math.floorDiv(Math.min(0, outline.firstFrom(types, Long.MIN_VALUE)), bucketMs) * bucketMs;
        while (at < end) {
            int count = outline.count(types, at, at + bucketMs);
            if (count > 0 || at >= 0) {
                long told = at + offsetMs;
                if (json.length() > 1) {
                    json.append(',');
                }
                json.append(beforeTime);
                if (inSeconds && told % 1_000 != 0) {
                    json.append(told / 1e3);
                } else {
                    json.append(inSeconds ? told / 1_000 : told);
                }
                json.append(beforeCount).append(count).append('}');
            }
            at += bucketMs;
            if (count == 0 && at < 0) {
                // On to the next piece that holds any.
                at = Math.floorDiv(Math.min(0, outline.firstFrom(types, at)), bucketMs) * bucketMs;
            }
        }
        return json.append(']').toString().getBytes(US_ASCII);
    }
}
