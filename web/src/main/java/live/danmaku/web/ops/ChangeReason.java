package live.danmaku.web.ops;

import live.danmaku.model.SafeText;
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;

/** Why somebody of ops changes something. */
public final class ChangeReason {

    private static final int MOST_CHARACTERS = 500;

    private ChangeReason() {}

    /**
     * @param given as it came; null when nothing was given
     * @return safe to show, empty when nothing was given
     * @throws ApiException 400 when it is too long
     */
    public static String of(@Nullable String given) {
        String reason = given == null ? "" : SafeText.clean(given).strip();
        int characters = reason.codePointCount(0, reason.length());
        if (characters > MOST_CHARACTERS) {
            throw ApiException.badRequest(
                    "reason: %d characters (expected: %d at most)".formatted(characters, MOST_CHARACTERS));
        }
        return reason;
    }
}
