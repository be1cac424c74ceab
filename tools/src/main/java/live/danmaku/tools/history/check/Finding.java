package live.danmaku.tools.history.check;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong.
 *
 * @param message the message it is about; null when it is about none that was sent
 * @param at when it showed, for what is about no message; in microseconds since 1970
 * @param text for people
 */
public record Finding(Wrong wrong, @Nullable SentMessage message, long at, String text) {

    static Finding of(Wrong wrong, SentMessage message, String text) {
        return new Finding(wrong, message, message.firstSentAt(), text);
    }

    static Finding at(long at, Wrong wrong, String text) {
        return new Finding(wrong, null, at, text);
    }
}
