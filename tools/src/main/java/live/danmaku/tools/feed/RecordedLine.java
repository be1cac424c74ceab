package live.danmaku.tools.feed;

import org.jspecify.annotations.Nullable;

/**
 * One line of a recording.
 *
 * @param number its line in the file, from 1
 * @param streamMs ms since the stream's start; negative before it
 * @param kind what it was, such as {@code comment}
 * @param user who sent it; shown as name, too
 * @param text what it said; may be blank
 * @param mode 1 scroll, 4 bottom, 5 top, 6 scroll the other way; null when not recorded
 * @param color red, green and blue, 0 to 0xFFFFFF; null when not recorded
 */
record RecordedLine(
        int number,
        long streamMs,
        String kind,
        String user,
        String text,
        @Nullable Integer mode,
        @Nullable Integer color) {}
