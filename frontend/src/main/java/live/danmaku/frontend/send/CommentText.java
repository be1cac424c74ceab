package live.danmaku.frontend.send;

import live.danmaku.model.SafeText;
import live.danmaku.web.problem.ApiException;

/** The text of a comment: {@link SafeText} that shows something, of at most {@value #MOST_CODE_POINTS} code points. */
final class CommentText {

    static final int MOST_CODE_POINTS = 500;

    private CommentText() {}

    /**
     * @return the text as it is stored
     * @throws ApiException 400 when nothing is left to see, or more than {@value #MOST_CODE_POINTS} code points
     */
    static String clean(String text) {
        // Input far beyond the limit is not worth normalising.
        if (text.length() > 4 * MOST_CODE_POINTS) {
            throw tooLong(text.codePointCount(0, text.length()));
        }
        String clean = SafeText.clean(text);
        if (clean.isEmpty()) {
            throw ApiException.badRequest("text: blank (expected: 1 to %d characters)".formatted(MOST_CODE_POINTS));
        }
        int length = clean.codePointCount(0, clean.length());
        if (length > MOST_CODE_POINTS) {
            throw tooLong(length);
        }
        return clean;
    }

    private static ApiException tooLong(int length) {
        return ApiException.badRequest("text: %d characters (expected: 1 to %d)".formatted(length, MOST_CODE_POINTS));
    }
}
