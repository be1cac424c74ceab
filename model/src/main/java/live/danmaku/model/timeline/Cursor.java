package live.danmaku.model.timeline;

import org.jspecify.annotations.Nullable;

/**
 * A place in a timeline: everything up to and including it has been seen. A reader that always hands back the cursor it
 * was given gets every later message, from whatever node, cache or replica, or is told of a gap.
 *
 * <p>The text form, {@code <epoch>-<place in base 36>}, is opaque to clients and safe in a URL.
 *
 * @param epoch the life of the timeline that the place belongs to
 * @param place the score of the last message seen; 0 is before the first. A place is {@code milliseconds since the
 *     stream began × }{@value #PLACES_PER_MS} or more, so it also tells time
 */
public record Cursor(Epoch epoch, long place) {

    /** How many messages one millisecond holds before the clock runs ahead of time. */
    public static final long PLACES_PER_MS = 4096;

    /** The highest integer that a double, and so a Redis score, holds exactly. */
    private static final long MAX_PLACE = 1L << 53;

    /** Before the first message of a timeline that does not exist yet. */
    public static final Cursor ORIGIN = new Cursor(Epoch.NONE, 0);

    /** @throws IllegalArgumentException when the place is negative or above 2<sup>53</sup> */
    public Cursor {
        if (place < 0 || place > MAX_PLACE) {
            throw new IllegalArgumentException("place: %d (expected: 0 to %d)".formatted(place, MAX_PLACE));
        }
    }

    /**
     * @param text what {@link #toString()} gave
     * @throws IllegalArgumentException when the text is no cursor; the message says the value and what is expected
     */
    public static Cursor parse(String text) {
        int dash = text.indexOf('-');
        if (dash > 0) {
            try {
                return new Cursor(new Epoch(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1), 36));
            } catch (IllegalArgumentException e) {
                throw invalid(text, e);
            }
        }
        throw invalid(text, null);
    }

    private static IllegalArgumentException invalid(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "cursor: '%s' (expected: a cursor that an earlier answer gave)".formatted(text), cause);
    }

    @Override
    public String toString() {
        return epoch.value() + "-" + Long.toString(place, 36);
    }
}
