package live.danmaku.frontend.ops.figures;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import live.danmaku.frontend.ops.LogQuestion;
import live.danmaku.model.route.NodeRegistry;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what all processes together do. */
@Tag(name = "Ops")
@RestController
public final class OverviewController {

    private final FigureHistory history;
    private final OpsRooms rooms;
    private final NodeRegistry nodes;
    private final PollingClients polling;
    private final Clock clock;

    public OverviewController(
            FigureHistory history, OpsRooms rooms, NodeRegistry nodes, PollingClients polling, Clock clock) {
        this.history = history;
        this.rooms = rooms;
        this.nodes = nodes;
        this.polling = polling;
        this.clock = clock;
    }

    /** @param roles of the process, separated by commas */
    record ProcessRow(String process, String roles) {}

    /**
     * Live clients by how messages reach them.
     *
     * @param longConnections as connectors say
     * @param events streams of server-sent events, as front ends say
     * @param polling polls a second times the seconds between two of a client: an estimate
     */
    record Clients(long longConnections, long events, long polling) {}

    record Overview(long at, Clients clients, int nodes, List<ProcessRow> processes) {}

    @Operation(
            summary = "Live clients by transport, and whose figures these are",
            description = "A connector in a process of its own tells its counts by one of its pushers.")
    @GetMapping("/v1/ops/overview")
    CompletionStage<Overview> overview(@Parameter(hidden = true) Caller caller) {
        caller.requireAny("reading figures", Role.OPS);
        long now = clock.millis();
        List<Moment> latest = history.since(now - PollingClients.LOOKED_BACK.toMillis());
        long streams = latest.isEmpty() ? 0 : latest.get(latest.size() - 1).streams();
        return nodes.list().thenApply(table -> {
            long sessions = table.nodes().values().stream()
                    .mapToLong(node -> node.load().sessions())
                    .sum();
            return new Overview(
                    now,
                    new Clients(sessions, streams, polling.count(latest)),
                    table.nodes().size(),
                    history.processes().stream()
                            .map(figures -> new ProcessRow(figures.process(), figures.roles()))
                            .toList());
        });
    }

    @Operation(
            summary = "What was done and how long it took, every 2 s of the last 15 minutes",
            description =
                    "The oldest first; only what came after a time in ms since 1970. Of all processes together, as "
                            + "this front end saw them.")
    @GetMapping("/v1/ops/plots")
    List<Moment> plots(
            @RequestParam(required = false) @Nullable String since, @Parameter(hidden = true) Caller caller) {
        caller.requireAny("reading figures", Role.OPS);
        return history.since(since == null || since.isEmpty() ? 0 : LogQuestion.below("since", since, "ms since 1970"));
    }

    @Operation(
            summary = "Live rooms, the busiest first",
            description = "Of the newest 500. Figures are of all processes.")
    @GetMapping("/v1/ops/rooms")
    CompletionStage<List<OpsRoom>> rooms(
            @RequestParam(defaultValue = "100") String limit, @Parameter(hidden = true) Caller caller) {
        caller.requireAny("reading rooms' figures", Role.OPS);
        return rooms.busiest(LogQuestion.limit(limit));
    }
}
