package live.danmaku.frontend.ops.switches;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import live.danmaku.model.ops.SwitchName;
import live.danmaku.web.ops.WholeNumber;
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of a change.
 *
 * @param reason for the audit; may be missing
 * @param forMs how long, in ms; missing for until it is changed
 */
record SwitchRequest(
        @Schema(
                oneOf = {Boolean.class, Long.class},
                description = "poll.intervalMs: 500-60000; sample.percent: 0-100; others: true or false")
        @Nullable
        JsonNode value,

        @Nullable String reason,

        @Schema(type = "integer", minimum = "1000", maximum = "604800000") @Nullable
        JsonNode forMs) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    /** @throws ApiException 400 when the switch has no such value */
    long chosen(SwitchName name) {
        return SwitchValue.read(name, value);
    }

    /**
     * @return zero for until it is changed
     * @throws ApiException 400 when that is too short or too long
     */
    Duration length() {
        return forMs == null || forMs.isNull()
                ? Duration.ZERO
                : Duration.ofMillis(WholeNumber.of("forMs", forMs, SHORTEST.toMillis(), LONGEST.toMillis()));
    }
}
