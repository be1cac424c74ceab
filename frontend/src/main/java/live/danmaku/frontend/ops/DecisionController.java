package live.danmaku.frontend.ops;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.ops.Decision;
import live.danmaku.model.ops.DecisionLog;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what the system decided by itself. */
@Tag(name = "Ops")
@RestController
public final class DecisionController {

    private final DecisionLog decisions;

    public DecisionController(DecisionLog decisions) {
        this.decisions = decisions;
    }

    record DecisionRow(
            long at,
            String kind,
            String subject,
            String before,
            String after,
            String reason,
            Map<String, Long> inputs) {

        static DecisionRow of(Decision decision) {
            return new DecisionRow(
                    decision.at(),
                    decision.kind(),
                    decision.subject(),
                    decision.before(),
                    decision.after(),
                    decision.reason(),
                    new TreeMap<>(decision.inputs()));
        }
    }

    @Operation(
            summary = "What the system decided by itself, the newest first",
            description = "Of a kind, such as gear, or of all; made before a time in ms since 1970.")
    @GetMapping("/v1/ops/decisions")
    CompletionStage<List<DecisionRow>> list(
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = "100") String limit,
            @Parameter(hidden = true) Caller caller) {
        caller.requireAny("reading decisions", Role.OPS);
        long end = LogQuestion.below("before", before, "ms since 1970");
        return decisions
                .list(kind, end, LogQuestion.limit(limit))
                .thenApply(rows -> rows.stream().map(DecisionRow::of).toList());
    }
}
