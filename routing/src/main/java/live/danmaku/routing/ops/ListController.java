package live.danmaku.routing.ops;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.route.EntryKind;
import live.danmaku.model.route.ListName;
import live.danmaku.model.route.ListPlace;
import live.danmaku.model.route.RuleChange;
import live.danmaku.model.route.RuleStore;
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

/** Shows and changes the black and the white list. */
@Tag(name = "Ops")
@RestController
public final class ListController {

    private final RuleStore store;
    private final RuleChanges changes;

    public ListController(RuleStore store, RuleChanges changes) {
        this.store = store;
        this.changes = changes;
    }

    record Put(String list, String kind, String value, long version) {}

    record Dropped(long version) {}

    @Operation(summary = "The black and the white list", description = "Entries that have ended are left out.")
    @GetMapping("/v1/ops/lists")
    CompletionStage<Lists> list(@Parameter(hidden = true) Caller caller) {
        caller.requireAny("reading the lists", Role.OPS);
        return store.read(-1).thenApply(Lists::of);
    }

    @Operation(
            summary = "Put somebody on a list",
            description =
                    "list: black or white. kind: uid, device or version; a version may be a range such as <3.2.0. For 1 s"
                            + " to 365 days, or until it is taken out. In force everywhere within a second.")
    @PutMapping("/v1/ops/lists/{list}/{kind}/{value}")
    CompletionStage<Put> put(
            @PathVariable String list,
            @PathVariable String kind,
            @PathVariable String value,
            @RequestBody(required = false) @Nullable EntryRequest request,
            @Parameter(hidden = true) Caller caller) {
        caller.requireAny("changing a list", Role.OPS);
        ListPlace place = place(list, kind, value);
        EntryRequest given = request == null ? EntryRequest.NOTHING : request;
        return changes.change(new RuleChange.PutEntry(place, given.length()), caller, given.reason())
                .thenApply(version -> new Put(list, kind, place.value(), version.orElseThrow()));
    }

    @Operation(summary = "Take somebody from a list")
    @DeleteMapping("/v1/ops/lists/{list}/{kind}/{value}")
    CompletionStage<Dropped> drop(
            @PathVariable String list,
            @PathVariable String kind,
            @PathVariable String value,
            @RequestParam(required = false) @Nullable String reason,
            @Parameter(hidden = true) Caller caller) {
        caller.requireAny("changing a list", Role.OPS);
        ListPlace place = place(list, kind, value);
        return changes.change(new RuleChange.DropEntry(place), caller, reason)
                .thenApply(version -> new Dropped(version.orElseThrow(
                        () -> ApiException.notFound("entry: '%s' (expected: one of /v1/ops/lists)".formatted(place)))));
    }

    private static ListPlace place(String list, String kind, String value) {
        return new ListPlace(
                ListName.find(list)
                        .orElseThrow(
                                () -> ApiException.badRequest("list: '%s' (expected: black or white)".formatted(list))),
                EntryKind.find(kind)
                        .orElseThrow(() -> ApiException.badRequest(
                                "kind: '%s' (expected: uid, device or version)".formatted(kind))),
                value);
    }
}
