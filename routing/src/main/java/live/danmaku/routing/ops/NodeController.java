package live.danmaku.routing.ops;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.NodeId;
import live.danmaku.routing.node.NodeSettings;
import live.danmaku.routing.node.NodeWatch;
import live.danmaku.web.ops.ChangeReason;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows nodes and drains them. */
@Tag(name = "Ops")
@RestController
public final class NodeController {

    private final NodeWatch nodes;
    private final NodeDrains drains;
    private final String scheme;

    public NodeController(NodeWatch nodes, NodeDrains drains, NodeSettings settings) {
        this.nodes = nodes;
        this.drains = drains;
        scheme = settings.webSocketScheme();
    }

    /** @param until when all clients are to have been asked, in ms since 1970 */
    record Draining(String id, long until, long version) {}

    record Undrained(long version) {}

    @Operation(summary = "Nodes with load and state", description = "state: up, draining, full, sick or silent.")
    @GetMapping("/v1/ops/nodes")
    List<NodeRow> list(@Parameter(hidden = true) Caller caller) {
        caller.requireAny("reading nodes", Role.OPS);
        return nodes.snapshot().nodes().stream()
                .map(node -> NodeRow.of(node, scheme))
                .sorted(Comparator.comparing(NodeRow::id))
                .toList();
    }

    @Operation(
            summary = "Drain a node",
            description =
                    "It leaves the routes within a second, and its clients are asked to go over a time (overMs: 0 to"
                            + " 3,600,000, default 60,000).")
    @PostMapping("/v1/ops/nodes/{id}/drain")
    @ResponseStatus(HttpStatus.ACCEPTED)
    CompletionStage<Draining> drain(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable DrainRequest request,
            @Parameter(hidden = true) Caller caller) {
        caller.requireAny("draining a node", Role.OPS);
        DrainRequest given = request == null ? DrainRequest.NOTHING : request;
        Duration over = given.over();
        return drains.drain(new NodeId(id), over, caller.uid(), ChangeReason.of(given.reason()))
                .thenApply(done -> new Draining(id, done.until(), done.version()));
    }

    @Operation(summary = "Take a drain back")
    @DeleteMapping("/v1/ops/nodes/{id}/drain")
    CompletionStage<Undrained> undrain(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String reason,
            @Parameter(hidden = true) Caller caller) {
        caller.requireAny("taking a drain back", Role.OPS);
        return drains.undrain(new NodeId(id), caller.uid(), ChangeReason.of(reason))
                .thenApply(Undrained::new);
    }
}
