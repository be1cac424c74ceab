package live.danmaku.playback.replay;

/**
 * A place in a replay: everything up to and including it has been seen. Its text is opaque to clients and safe in a URL.
 *
 * @param at in ms since the stream began
 * @param place of the message in the log
 */
record ReplayPlace(long at, long place) {

    private static final int RADIX = 36;

    /** @throws IllegalArgumentException when the text is none; the message says the value and what is expected */
    static ReplayPlace parse(String text) {
        int dot = text.indexOf('.');
        if (dot > 0) {
            try {
                return new ReplayPlace(
                        Long.parseLong(text.substring(0, dot), RADIX), Long.parseLong(text.substring(dot + 1), RADIX));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(problem(text), e);
            }
        }
        throw new IllegalArgumentException(problem(text));
    }

    private static String problem(String text) {
        return "after: '%s' (expected: the next of an earlier answer)".formatted(text);
    }

    @Override
    public String toString() {
        return Long.toString(at, RADIX) + "." + Long.toString(place, RADIX);
    }
}
