package live.danmaku.playback.replay;

import java.util.EnumSet;
import java.util.Set;
import live.danmaku.model.MessageType;
import live.danmaku.playback.answer.QueryNumbers;
import org.jspecify.annotations.Nullable;

/**
 * What a page of a replay is asked for by.
 *
 * @param from the first ms of the stream
 * @param to the first one that is not wanted any more
 * @param after where an earlier page ended; null for the first one
 */
record ReplayQuestion(
        long from,
        long to,
        Set<MessageType> types,
        int limit,
        @Nullable ReplayPlace after) {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 500;

    /** Longer than any stream, and far from overflowing. */
    private static final long FAR = 1L << 50;

    /**
     * The question as a query asks it, each part as it came or null where it was left out: then everything is wanted, from before the
     * stream's start to its end.
     *
     * @throws IllegalArgumentException when a part is wrong; the text says the value and what is expected
     */
    static ReplayQuestion parse(
            @Nullable String from,
            @Nullable String to,
            @Nullable String types,
            @Nullable String limit,
            @Nullable String after) {
        long first = QueryNumbers.parse("from", from, -FAR, FAR, -FAR);
        long end = QueryNumbers.parse("to", to, -FAR, FAR, FAR);
        if (end < first) {
            throw new IllegalArgumentException("to: %d (expected: from, which is %d, or more)".formatted(end, first));
        }
        return new ReplayQuestion(
                first,
                end,
                types(types),
                (int) QueryNumbers.parse("limit", limit, 1, MOST, DEFAULT_LIMIT),
                after == null || after.isEmpty() ? null : ReplayPlace.parse(after));
    }

    /** The same question where its times are those of a video in which the stream begins {@code offsetMs} later. */
    ReplayQuestion shifted(long offsetMs) {
        return offsetMs == 0 ? this : new ReplayQuestion(from - offsetMs, to - offsetMs, types, limit, after);
    }

    /** @throws IllegalArgumentException when one of them is no type */
    static Set<MessageType> types(@Nullable String types) {
        if (types == null || types.isEmpty()) {
            return EnumSet.allOf(MessageType.class);
        }
        Set<MessageType> wanted = EnumSet.noneOf(MessageType.class);
        for (String name : types.split(",", -1)) {
            wanted.add(MessageType.of(name));
        }
        return wanted;
    }
}
