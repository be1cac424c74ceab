package live.danmaku.frontend.ops.switches;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import live.danmaku.frontend.poll.PollSettings;
import live.danmaku.model.ops.SwitchName;
import live.danmaku.model.ops.SwitchStore;
import live.danmaku.web.ops.ChangeReason;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows switches and changes them. */
@Tag(name = "Ops")
@RestController
public final class SwitchController {

    private final SwitchStore switches;
    private final SwitchChanges changes;
    private final Duration pollInterval;

    public SwitchController(SwitchStore switches, SwitchChanges changes, PollSettings polls) {
        this.switches = switches;
        this.changes = changes;
        this.pollInterval = polls.interval();
    }

    @Operation(summary = "All switches with what is in force and what is the default")
    @GetMapping("/v1/ops/switches")
    CompletionStage<List<SwitchRow>> list(@Parameter(hidden = true) Caller caller) {
        caller.requireAny("reading switches", Role.OPS);
        return switches.read()
                .thenApply(table -> Arrays.stream(SwitchName.values())
                        .map(name -> SwitchRow.of(name, table, pollInterval))
                        .toList());
    }

    @Operation(summary = "A switch")
    @GetMapping("/v1/ops/switches/{name}")
    CompletionStage<SwitchRow> get(@PathVariable String name, @Parameter(hidden = true) Caller caller) {
        caller.requireAny("reading a switch", Role.OPS);
        SwitchName known = require(name);
        return switches.read().thenApply(table -> SwitchRow.of(known, table, pollInterval));
    }

    @Operation(
            summary = "Change a switch",
            description = "For 1 s to 7 days, or until it is changed. In force everywhere within a second.")
    @PutMapping("/v1/ops/switches/{name}")
    CompletionStage<SwitchRow> set(
            @PathVariable String name, @RequestBody SwitchRequest request, @Parameter(hidden = true) Caller caller) {
        caller.requireAny("changing a switch", Role.OPS);
        SwitchName known = require(name);
        return change(known, request.chosen(known), request.length(), caller, request.reason());
    }

    @Operation(summary = "Put a switch back to its default")
    @DeleteMapping("/v1/ops/switches/{name}")
    CompletionStage<SwitchRow> reset(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String reason,
            @Parameter(hidden = true) Caller caller) {
        caller.requireAny("changing a switch", Role.OPS);
        return change(require(name), null, Duration.ZERO, caller, reason);
    }

    private CompletionStage<SwitchRow> change(
            SwitchName name, @Nullable Long value, Duration length, Caller caller, @Nullable String reason) {
        return changes.change(name, value, length, caller.uid(), ChangeReason.of(reason))
                .thenApply(table -> SwitchRow.of(name, table, pollInterval));
    }

    private static SwitchName require(String name) {
        return SwitchName.find(name)
                .orElseThrow(() -> ApiException.notFound(
                        "switch: '%s' (expected: one of %s)".formatted(name, SwitchName.names())));
    }
}
