package live.danmaku.frontend.ops.gear;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import live.danmaku.model.gear.Gear;
import live.danmaku.web.ops.WholeNumber;
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of a pin.
 *
 * @param forMs how long, in ms
 * @param reason for the audit; may be missing
 */
record PinRequest(
        @Schema(type = "integer", minimum = "1", maximum = "4") @Nullable
        JsonNode gear,

        @Schema(type = "integer", minimum = "1000", maximum = "86400000") @Nullable
        JsonNode forMs,

        @Nullable String reason) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    /** @throws ApiException 400 when there is no such gear */
    Gear chosen() {
        return Gear.of((int) WholeNumber.of("gear", gear, 1, Gear.values().length));
    }

    /** @throws ApiException 400 when that is too short or too long */
    Duration length() {
        return Duration.ofMillis(WholeNumber.of("forMs", forMs, SHORTEST.toMillis(), LONGEST.toMillis()));
    }
}
