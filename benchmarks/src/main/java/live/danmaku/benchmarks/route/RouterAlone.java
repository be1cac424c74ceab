package live.danmaku.benchmarks.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import live.danmaku.model.NodeId;
import live.danmaku.model.ops.SwitchSetting;
import live.danmaku.model.ops.SwitchStore;
import live.danmaku.model.ops.SwitchTable;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.route.DrainOrder;
import live.danmaku.model.route.GreyRelease;
import live.danmaku.model.route.NodeRegistry;
import live.danmaku.model.route.NodeStatus;
import live.danmaku.model.route.NodeTable;
import live.danmaku.model.route.RoutingRules;
import live.danmaku.model.route.RuleChange;
import live.danmaku.model.route.RuleHints;
import live.danmaku.model.route.RuleStore;
import live.danmaku.model.route.RuleWatch;
import live.danmaku.routing.node.NodeSettings;
import live.danmaku.routing.node.NodeWatch;
import live.danmaku.routing.route.Route;
import live.danmaku.routing.route.RouteRequest;
import live.danmaku.routing.route.RouteSettings;
import live.danmaku.routing.route.Router;
import live.danmaku.web.ticket.TicketIssuer;
import live.danmaku.web.token.TokenKeys;
import live.danmaku.web.token.TokenSettings;
import org.springframework.util.unit.DataSize;

/** The router as it is, in this process, with stores that always answer the same. Its watches read as often as ever. */
final class RouterAlone implements AutoCloseable {

    private final RuleWatch rules;
    private final NodeWatch nodes;
    private final SwitchWatch switches;
    private final Router router;

    private RouterAlone(RoutingRules fixed, TokenSettings tokens) {
        rules = new RuleWatch(new SameRules(fixed), new NoHints());
        NodeSettings settings = new NodeSettings(
                "",
                DataSize.ofMegabytes(256),
                DataSize.ofBytes(0),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                "ws");
        nodes = new NodeWatch(new SameNodes(), settings);
        switches = new SwitchWatch(new NoSwitches());
        router = new Router(
                rules,
                nodes,
                switches,
                new TicketIssuer(TokenKeys.load(tokens.keyFile()), tokens, Clock.systemUTC()),
                "",
                new RouteSettings(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(6),
                        3,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(30),
                        2.0,
                        0.5,
                        1.0),
                Clock.systemUTC());
        rules.start();
        nodes.start();
        switches.start();
    }

    static RouterAlone with(int entries, int percent) throws IOException {
        Path folder = Files.createTempDirectory("danmaku-bench");
        Path file = folder.resolve("tokens.json");
        try {
            TokenKeys.createIfMissing(file);
            return new RouterAlone(
                    ListedClients.rules(entries, new GreyRelease(true, percent * 100, "1")),
                    new TokenSettings(file, "danmaku", "danmaku", Duration.ofDays(31)));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    Route route(RouteRequest request) {
        return router.route(request, Optional.empty());
    }

    @Override
    public void close() {
        rules.close();
        nodes.close();
        switches.close();
    }

    private record SameRules(RoutingRules rules) implements RuleStore {

        @Override
        public CompletionStage<Reading> read(long known) {
            return done(new Reading(System.currentTimeMillis(), known == rules.version() ? null : rules));
        }

        @Override
        public CompletionStage<Optional<Long>> change(RuleChange change, String who, String why) {
            return done(Optional.empty());
        }
    }

    private record NoHints() implements RuleHints {

        @Override
        public void tell() {}

        @Override
        public CompletionStage<Void> listen(Runnable listener) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private record NoSwitches() implements SwitchStore {

        @Override
        public CompletionStage<SwitchTable> read() {
            return done(new SwitchTable(System.currentTimeMillis(), Map.of()));
        }

        @Override
        public CompletionStage<Void> put(SwitchSetting setting) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private static final class SameNodes implements NodeRegistry {

        private final NodeTable table = new NodeTable(byId(BenchNodes.all()), Set.of(), Map.of());

        private static Map<NodeId, NodeStatus> byId(List<NodeStatus> nodes) {
            return nodes.stream().collect(Collectors.toMap(NodeStatus::id, Function.identity()));
        }

        @Override
        public CompletionStage<NodeTable> list() {
            return done(table);
        }

        @Override
        public CompletionStage<Optional<DrainOrder>> announce(String announcer, NodeStatus node) {
            return done(Optional.empty());
        }

        @Override
        public CompletionStage<Void> withdraw(String announcer, NodeId node) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<DrainOrder> orderDrain(NodeId node, Duration over) {
            return done(new DrainOrder(0, 0));
        }

        @Override
        public CompletionStage<Boolean> cancelDrain(NodeId node) {
            return done(false);
        }
    }

    private static <T> CompletionStage<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }
}
