package live.danmaku.routing.guard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import live.danmaku.routing.telemetry.CohortRow;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what the guard finds and did. */
@Tag(name = "Ops")
@RestController
public final class GuardController {

    private final GuardWatch watch;
    private final Limits limits;

    public GuardController(GuardWatch watch, GuardSettings settings) {
        this.watch = watch;
        limits = new Limits(
                settings.window().toMillis(),
                settings.leastConnects(),
                settings.leastReporters(),
                settings.leastSuccess(),
                settings.worseBy(),
                settings.leastDelays(),
                settings.mostDelay().toMillis(),
                settings.mostGaps(),
                settings.blackFor().toMillis());
    }

    record Limits(
            long windowMs,
            int leastConnects,
            int leastReporters,
            double leastSuccessPercent,
            double worseByPoints,
            int leastDelays,
            long mostDelayMs,
            double mostGaps,
            long blackForMs) {}

    /**
     * @param state {@code off}, {@code watching} or {@code alert}
     * @param judgedAt in ms since 1970; 0 for never
     * @param longs what the long connections reported that was judged
     * @param acts what it did, the newest first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record State(
            boolean enabled,
            String state,
            long judgedAt,
            String verdict,
            @JsonProperty("long") @Nullable CohortRow longs,
            @Nullable CohortRow polling,
            List<GuardAct> acts,
            Limits limits) {}

    @Operation(
            summary = "What the guard finds and did",
            description =
                    "It puts a version on the black list, or lowers the percentage, when clients report that their long"
                            + " connections are bad. The switch guard turns it off and on.")
    @GetMapping("/v1/ops/guard")
    State state(@Parameter(hidden = true) Caller caller) {
        caller.requireAny("reading the guard", Role.OPS);
        GuardFound found = watch.found();
        boolean enabled = watch.isEnabled();
        return new State(
                enabled,
                !enabled ? "off" : watch.isAlert() ? "alert" : "watching",
                found.at(),
                found.verdict(),
                found.longs(),
                found.polling(),
                found.acts(),
                limits);
    }
}
