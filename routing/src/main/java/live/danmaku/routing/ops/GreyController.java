package live.danmaku.routing.ops;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.route.GreyRelease;
import live.danmaku.model.route.RoutingRules;
import live.danmaku.model.route.RuleChange;
import live.danmaku.model.route.RuleStore;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Shows and sets how many get long connections. */
@Tag(name = "Ops")
@RestController
public final class GreyController {

    private final RuleStore store;
    private final RuleChanges changes;

    public GreyController(RuleStore store, RuleChanges changes) {
        this.store = store;
        this.changes = changes;
    }

    /** @param version of the rules */
    record Grey(boolean enabled, JsonNode percent, String salt, long version) {

        static Grey of(GreyRelease grey, long version) {
            int hundredths = grey.hundredths();
            JsonNode percent = hundredths % 100 == 0
                    ? JsonNodeFactory.instance.numberNode(hundredths / 100)
                    : JsonNodeFactory.instance.numberNode(hundredths / 100.0);
            return new Grey(grey.enabled(), percent, grey.salt(), version);
        }
    }

    @Operation(summary = "The grey release")
    @GetMapping("/v1/ops/grey")
    CompletionStage<Grey> get(@Parameter(hidden = true) Caller caller) {
        caller.requireAny("reading the grey release", Role.OPS);
        return read().thenApply(rules -> Grey.of(rules.grey(), rules.version()));
    }

    @Operation(
            summary = "Change the grey release",
            description =
                    "What the body does not name stays as it is. A higher percentage keeps whoever is in, unless the salt"
                            + " is changed. In force everywhere within a second.")
    @PutMapping("/v1/ops/grey")
    CompletionStage<Grey> set(@RequestBody GreyRequest request, @Parameter(hidden = true) Caller caller) {
        caller.requireAny("changing the grey release", Role.OPS);
        return read().thenCompose(rules -> {
            GreyRelease next = request.on(rules.grey());
            return changes.change(new RuleChange.SetGrey(next), caller, request.reason())
                    .thenApply(version -> Grey.of(next, version.orElseThrow()));
        });
    }

    private CompletionStage<RoutingRules> read() {
        return store.read(-1).thenApply(reading -> Objects.requireNonNull(reading.rules()));
    }
}
