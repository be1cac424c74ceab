package live.danmaku.routing.ops;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import live.danmaku.web.ops.WholeNumber;
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of an order to drain.
 *
 * @param overMs over how long clients are asked, in ms
 * @param reason for the audit; may be missing
 */
record DrainRequest(
        @Schema(type = "integer", minimum = "0", maximum = "3600000") @Nullable
        JsonNode overMs,

        @Nullable String reason) {

    static final DrainRequest NOTHING = new DrainRequest(null, null);

    private static final Duration STANDARD = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** @throws ApiException 400 when that is too long */
    Duration over() {
        return overMs == null || overMs.isNull()
                ? STANDARD
                : Duration.ofMillis(WholeNumber.of("overMs", overMs, 0, LONGEST.toMillis()));
    }
}
