package live.danmaku.routing.ops;

import io.swagger.v3.oas.annotations.media.Schema;
import live.danmaku.model.route.GreyRelease;
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of a change; what is missing stays.
 *
 * @param reason for the audit; may be missing
 */
record GreyRequest(
        @Schema(type = "boolean") @Nullable JsonNode enabled,

        @Schema(type = "number", minimum = "0", maximum = "100") @Nullable
        JsonNode percent,

        @Schema(type = "string") @Nullable JsonNode salt,
        @Nullable String reason) {

    /** @throws ApiException 400 when a value cannot be, or none is named */
    GreyRelease on(GreyRelease before) {
        if (isMissing(enabled) && isMissing(percent) && isMissing(salt)) {
            throw ApiException.badRequest("body: nothing to change (expected: some of enabled, percent and salt)");
        }
        return new GreyRelease(
                enabled == null || enabled.isNull() ? before.enabled() : enabled(enabled),
                percent == null || percent.isNull() ? before.hundredths() : hundredths(percent),
                salt == null || salt.isNull() ? before.salt() : salt(salt));
    }

    private static boolean isMissing(@Nullable JsonNode value) {
        return value == null || value.isNull();
    }

    private static boolean enabled(JsonNode value) {
        if (!value.isBoolean()) {
            throw ApiException.badRequest("enabled: %s (expected: true or false)".formatted(value));
        }
        return value.booleanValue();
    }

    private static int hundredths(JsonNode value) {
        if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= 100)) {
            throw ApiException.badRequest("percent: %s (expected: 0-100)".formatted(value));
        }
        return (int) Math.round(value.doubleValue() * 100);
    }

    private static String salt(JsonNode value) {
        if (!value.isString()) {
            throw ApiException.badRequest("salt: %s (expected: a text)".formatted(value));
        }
        return value.stringValue();
    }
}
