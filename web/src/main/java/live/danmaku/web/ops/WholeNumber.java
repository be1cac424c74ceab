package live.danmaku.web.ops;

import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A whole number in a body. */
public final class WholeNumber {

    private WholeNumber() {}

    /** @throws ApiException 400 when it is missing, no whole number, too small or too large */
    public static long of(String name, @Nullable JsonNode value, long least, long most) {
        if (value == null
                || !value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw ApiException.badRequest(
                    "%s: %s (expected: %d-%d)".formatted(name, value == null ? "missing" : value, least, most));
        }
        return value.longValue();
    }
}
