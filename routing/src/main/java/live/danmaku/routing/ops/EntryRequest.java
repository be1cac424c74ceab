package live.danmaku.routing.ops;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import live.danmaku.web.ops.WholeNumber;
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of a new entry.
 *
 * @param reason for the audit; may be missing
 * @param forMs how long, in ms; missing for until it is taken out
 */
record EntryRequest(
        @Nullable String reason,

        @Schema(type = "integer", minimum = "1000", maximum = "31536000000") @Nullable
        JsonNode forMs) {

    static final EntryRequest NOTHING = new EntryRequest(null, null);

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    /**
     * @return in ms; 0 for until it is taken out
     * @throws ApiException 400 when that is too short or too long
     */
    long length() {
        return forMs == null || forMs.isNull()
                ? 0
                : WholeNumber.of("forMs", forMs, SHORTEST.toMillis(), LONGEST.toMillis());
    }
}
