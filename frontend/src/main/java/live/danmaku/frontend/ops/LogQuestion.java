package live.danmaku.frontend.ops;

import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;

/** The query of a look into a log: newest first, so many rows, below a place. */
public final class LogQuestion {

    private static final int MOST_ROWS = 500;

    private LogQuestion() {}

    /** @throws ApiException 400 when there is no such limit */
    public static int limit(String limit) {
        try {
            int rows = Integer.parseInt(limit);
            if (rows >= 1 && rows <= MOST_ROWS) {
                return rows;
            }
        } catch (NumberFormatException e) {
            // Answered below.
        }
        throw ApiException.badRequest("limit: %s (expected: 1-%d)".formatted(limit, MOST_ROWS));
    }

    /**
     * @param value null for the newest rows
     * @param expected what the place is, for the text
     * @throws ApiException 400 when there is no such place
     */
    public static long below(String name, @Nullable String value, String expected) {
        if (value == null || value.isEmpty()) {
            return Long.MAX_VALUE;
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw ApiException.badRequest("%s: %s (expected: %s)".formatted(name, value, expected));
        }
    }
}
