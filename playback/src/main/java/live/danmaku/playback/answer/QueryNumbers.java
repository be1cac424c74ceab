package live.danmaku.playback.answer;

import org.jspecify.annotations.Nullable;

/** Whole numbers in queries, so that their error texts read alike. */
public final class QueryNumbers {

    /** A month: further apart, a video and its recording are not of the same stream. */
    private static final long MOST_OFFSET_MS = 2_678_400_000L;

    private QueryNumbers() {}

    /**
     * @param value as it came, or null
     * @param otherwise what a number that was left out stands for
     * @throws IllegalArgumentException when the value is no whole number in that range
     */
    public static long parse(String name, @Nullable String value, long least, long most, long otherwise) {
        if (value == null || value.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as are numbers out of range.
        }
        throw new IllegalArgumentException("%s: %s (expected: %d-%d)".formatted(name, value, least, most));
    }

    /** How much later than its video a stream begins, in ms. */
    public static long offset(@Nullable String value) {
        return parse("offsetMs", value, -MOST_OFFSET_MS, MOST_OFFSET_MS, 0);
    }
}
