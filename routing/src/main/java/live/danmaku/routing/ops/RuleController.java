package live.danmaku.routing.ops;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.route.RouteSubject;
import live.danmaku.model.route.RuleChange;
import live.danmaku.model.route.RuleLook;
import live.danmaku.routing.route.RouteRequest;
import live.danmaku.routing.route.Router;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Explains what the rules do, and takes changes of them back. */
@Tag(name = "Ops")
@RestController
public final class RuleController {

    private final Router router;
    private final RuleChanges changes;

    public RuleController(Router router, RuleChanges changes) {
        this.router = router;
        this.changes = changes;
    }

    record Looked(String name, boolean matched, String detail) {

        static Looked of(RuleLook look) {
            return new Looked(look.rule().wireName(), look.matched(), look.detail());
        }
    }

    /** @param rule the one that decides */
    record Explained(String transport, String rule, List<Looked> rules) {}

    /** @param reason for the audit; may be missing */
    record UndoRequest(@Nullable String reason) {}

    record Undone(long version, long restored) {}

    @Operation(
            summary = "Why a client is answered what it is",
            description = "The rules looked at, in order; the last one decides.")
    @GetMapping("/v1/ops/route/explain")
    Explained explain(
            @RequestParam(defaultValue = "") String uid,
            @RequestParam(defaultValue = "") String device,
            @RequestParam(defaultValue = "") String version,
            @RequestParam(defaultValue = "") String label,
            @Parameter(hidden = true) Caller caller) {
        caller.requireAny("explaining a route", Role.OPS);
        Router.Explanation explanation =
                router.explain(new RouteRequest(RouteSubject.of(uid, device, version), label, "", Optional.empty()));
        List<Looked> looked = explanation.looks().stream().map(Looked::of).toList();
        return new Explained(
                explanation.transport(), looked.get(looked.size() - 1).name(), looked);
    }

    @Operation(
            summary = "Back to the rules of a version",
            description = "The grey release and both lists, as a new version; 0 is the beginning.")
    @PostMapping("/v1/ops/rules/undo/{version}")
    CompletionStage<Undone> undo(
            @PathVariable String version,
            @RequestBody(required = false) @Nullable UndoRequest request,
            @Parameter(hidden = true) Caller caller) {
        caller.requireAny("undoing a change of rules", Role.OPS);
        long to = number(version);
        return changes.change(new RuleChange.Undo(to), caller, request == null ? null : request.reason())
                .thenApply(undone -> new Undone(
                        undone.orElseThrow(() -> ApiException.notFound(
                                "version: %s (expected: one of the routing rules)".formatted(version))),
                        to));
    }

    private static long number(String version) {
        try {
            return Long.parseLong(version);
        } catch (NumberFormatException e) {
            throw ApiException.badRequest("version: '%s' (expected: a number)".formatted(version));
        }
    }
}
