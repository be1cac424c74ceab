package live.danmaku.routing.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.NodeId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.ops.InMemorySwitches;
import live.danmaku.model.ops.SwitchName;
import live.danmaku.model.ops.SwitchSetting;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.route.GreyRelease;
import live.danmaku.model.route.InMemoryNodes;
import live.danmaku.model.route.InMemoryRules;
import live.danmaku.model.route.Nodes;
import live.danmaku.model.route.RouteRule;
import live.danmaku.model.route.RouteSubject;
import live.danmaku.model.route.RuleChange;
import live.danmaku.model.route.RuleHints;
import live.danmaku.model.route.RuleLook;
import live.danmaku.model.route.RuleWatch;
import live.danmaku.routing.node.NodeSettings;
import live.danmaku.routing.node.NodeWatch;
import live.danmaku.web.ticket.Ticket;
import live.danmaku.web.ticket.TicketCheck;
import live.danmaku.web.ticket.TicketIssuer;
import live.danmaku.web.ticket.TicketVerifier;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import live.danmaku.web.token.TokenKeys;
import live.danmaku.web.token.TokenSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class RouterTest {

    private static final RouteRequest ANN =
            new RouteRequest(RouteSubject.of("ann", "phone-1", "3.2.0"), "", "", Optional.empty());
    private static final RuleHints LOST = new RuleHints() {
        @Override
        public void tell() {}

        @Override
        public CompletionStage<Void> listen(Runnable listener) {
            return CompletableFuture.completedFuture(null);
        }
    };

    private final InMemoryRules rules = new InMemoryRules();
    private final InMemoryNodes nodes = new InMemoryNodes();
    private final InMemorySwitches switches = new InMemorySwitches(Clock.systemUTC());
    private final RuleWatch ruleWatch = new RuleWatch(rules, LOST);
    private final NodeWatch nodeWatch = new NodeWatch(
            nodes,
            new NodeSettings(
                    "",
                    DataSize.ofMegabytes(1),
                    DataSize.ofBytes(0),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(1),
                    "ws"));
    private final SwitchWatch switchWatch = new SwitchWatch(switches);

    private TicketVerifier verifier;
    private Router router;

    @BeforeEach
    void makeRouter(@TempDir Path folder) {
        Path file = folder.resolve("tokens.json");
        TokenKeys.createIfMissing(file);
        TokenKeys keys = TokenKeys.load(file);
        TokenSettings tokens = new TokenSettings(file, "danmaku", "danmaku", Duration.ofDays(31));
        verifier = new TicketVerifier(keys, tokens, Clock.systemUTC());
        router = new Router(
                ruleWatch,
                nodeWatch,
                switchWatch,
                new TicketIssuer(keys, tokens, Clock.systemUTC()),
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
    }

    @AfterEach
    void close() {
        ruleWatch.close();
        nodeWatch.close();
        switchWatch.close();
    }

    @Test
    void route_nodesThere_isPushWithNodesAndAnAnonymousTicket() {
        start("a");

        Route route = router.route(ANN, Optional.empty());

        assertThat(route.transport()).isEqualTo("push");
        assertThat(route.rule()).isEqualTo("percent");
        assertThat(route.nodes()).hasSize(1);
        assertThat(ticket(route).isAnonymous()).isTrue();
    }

    @Test
    void route_token_theTicketIsForWhomItProvesNotForWhoIsSaid() {
        start("a");
        Caller bob = new Caller(new Sender(new UserId("bob"), "Bob"), "d7", Set.of(Role.HOST));

        Ticket ticket = ticket(router.route(ANN, Optional.of(bob)));

        assertThat(ticket.sender()).isEqualTo(bob.sender());
        assertThat(ticket.device()).isEqualTo("d7");
        assertThat(ticket.isOnce()).isTrue();
    }

    @Test
    void route_noNodes_isPollingByTheRuleNodes() {
        start();

        Route route = router.route(ANN, Optional.empty());

        assertThat(route.transport()).isEqualTo("poll");
        assertThat(route.rule()).isEqualTo("nodes");
        assertThat(route.nodes()).isNull();
        assertThat(route.ticket()).isNull();
        assertThat(router.explain(ANN).transport()).isEqualTo("poll");
        assertThat(router.explain(ANN).looks())
                .extracting(RuleLook::rule)
                .containsExactly(
                        RouteRule.BLACK, RouteRule.WHITE, RouteRule.SWITCH, RouteRule.PERCENT, RouteRule.NODES);
    }

    @Test
    void route_notGranted_isPollingWithoutATicket() {
        change(new RuleChange.SetGrey(new GreyRelease(true, 0, "1")));
        start("a");

        Route route = router.route(ANN, Optional.empty());

        assertThat(route.transport()).isEqualTo("poll");
        assertThat(route.rule()).isEqualTo("percent");
        assertThat(route.ticket()).isNull();
        assertThat(route.backoff()).isEqualTo(new Route.Backoff(1_000, 30_000, 2.0, 0.5));
        assertThat(route.pollAfterMs()).isEqualTo(2_000);
    }

    @Test
    void route_opsSwitches_areFollowed() {
        start("a");
        put(SwitchName.POLL_INTERVAL, 7_000);
        put(SwitchName.PUSH, 0);

        await().atMost(5, TimeUnit.SECONDS)
                .until(() -> router.route(ANN, Optional.empty()).rule().equals("switch"));
        assertThat(router.route(ANN, Optional.empty()).pollAfterMs()).isEqualTo(7_000);
    }

    @Test
    void route_storesAway_goesOnWithTheLastKnown() {
        change(new RuleChange.SetGrey(new GreyRelease(true, 10_000, "x")));
        start("a");
        rules.setAway(true);
        nodes.setAway(true);
        switches.setAway(true);
        await().atMost(20, TimeUnit.SECONDS).until(() -> !ruleWatch.isFresh() && !nodeWatch.isFresh());

        assertThat(router.route(ANN, Optional.empty()).transport()).isEqualTo("push");
    }

    private void start(String... ids) {
        for (String id : ids) {
            nodes.announce("p", Nodes.up(id));
        }
        ruleWatch.start();
        nodeWatch.start();
        switchWatch.start();
        assertThat(nodeWatch.snapshot().nodes())
                .extracting(node -> node.status().id())
                .containsExactlyInAnyOrder(Arrays.stream(ids).map(NodeId::new).toArray(NodeId[]::new));
    }

    private Ticket ticket(Route route) {
        return ((TicketCheck.Accepted) verifier.verify(String.valueOf(route.ticket()))).ticket();
    }

    private void change(RuleChange change) {
        rules.change(change, "bob", "").toCompletableFuture().join();
    }

    private void put(SwitchName name, long value) {
        switches.put(new SwitchSetting(name, value, 0, 1, "bob", ""));
    }
}
