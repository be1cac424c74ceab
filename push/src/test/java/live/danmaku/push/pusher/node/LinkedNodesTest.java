package live.danmaku.push.pusher.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import live.danmaku.model.NodeId;
import live.danmaku.model.route.InMemoryNodes;
import live.danmaku.model.route.NodeState;
import live.danmaku.model.route.NodeStatus;
import live.danmaku.model.route.NodeTable;
import live.danmaku.push.link.v1.Drain;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Hello;
import live.danmaku.push.link.v1.Status;
import live.danmaku.push.pusher.link.HeardLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkedNodesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final InMemoryNodes registry = new InMemoryNodes();
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final LinkedNodes watch = new LinkedNodes(registry, open::get, "p1");
    private final HeardLink c1 = link("c1", 8090);
    private final HeardLink c2 = link("c2", 8190);
    private final HeardLink c3 = link("c3", 8290);

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void said_status_announcesTheNode_andClosedWithdrawsIt() {
        watch.opened(c1);
        assertThat(table().nodes()).isEmpty();
        say(c1, 17, false);

        NodeStatus node = Objects.requireNonNull(table().nodes().get(new NodeId("c1")));
        assertThat(node.state()).isEqualTo(NodeState.UP);
        assertThat(node.ws()).hasToString("[127.0.0.1:8090]");
        assertThat(node.load().sessions()).isEqualTo(17);
        say(c1, 17, true);
        assertThat(table().nodes().get(new NodeId("c1")))
                .satisfies(draining -> assertThat(draining.state()).isEqualTo(NodeState.DRAINING));

        watch.closed(c1);
        assertThat(table().nodes()).doesNotContainKey(new NodeId("c1"));
        assertThat(table().withdrawn()).containsExactly(new NodeId("c1"));
    }

    @Test
    void closed_connectorThatHasANewLink_staysAnnounced() {
        watch.opened(c1);
        say(c1, 1, false);
        HeardLink again = link("c1", 8090);
        watch.opened(again);
        watch.closed(c1);

        assertThat(table().nodes()).containsKey(new NodeId("c1"));
    }

    @Test
    void drainOrder_isPassedOnWithTheEmptiestOthersAsTargets_andTakenBack() {
        List.of(c1, c2, c3).forEach(watch::opened);
        say(c1, 10, false);
        say(c2, 900, false);
        say(c3, 5, false);
        registry.orderDrain(new NodeId("c1"), Duration.ofSeconds(60));

        await().atMost(PATIENCE).until(() -> {
            List.of(c1, c2, c3).forEach(link -> say(link, link == c2 ? 900 : 5, false));
            return drains(c1).size() == 1;
        });
        Drain drain = drains(c1).get(0);
        assertThat(drain.getCode()).isEqualTo(4000);
        assertThat(drain.getOverMs()).isBetween(1, 60_000);
        assertThat(drain.getTargetsList()).containsExactly("ws://127.0.0.1:8290/sub", "ws://127.0.0.1:8190/sub");

        registry.cancelDrain(new NodeId("c1"));
        await().atMost(PATIENCE).until(() -> {
            say(c1, 5, false);
            return drains(c1).size() == 2;
        });
        assertThat(drains(c1).get(1)).isEqualTo(Drain.getDefaultInstance());
        assertThat(drains(c2)).isEmpty();
    }

    @Test
    void connectorThatGoesUnasked_isToldOnceWhereItsClientsMayGo() {
        List.of(c1, c2).forEach(watch::opened);
        say(c2, 5, false);
        say(c1, 10, true);
        say(c1, 10, true);

        await().atMost(PATIENCE).until(() -> drains(c1).size() == 1);
        assertThat(drains(c1))
                .containsExactly(Drain.newBuilder()
                        .setCode(4000)
                        .addTargets("ws://127.0.0.1:8190/sub")
                        .build());
        assertThat(drains(c2)).isEmpty();
    }

    @Test
    void switchedOff_allAreSentToPolling_newOnesToo_andTakenBack() {
        watch.opened(c1);
        open.set(false);
        await().atMost(PATIENCE).until(() -> drains(c1).size() == 1);
        assertThat(drains(c1).get(0).getCode()).isEqualTo(4007);
        assertThat(drains(c1).get(0).getOverMs()).isPositive();
        watch.opened(c2);
        await().atMost(PATIENCE).until(() -> drains(c2).size() == 1);

        open.set(true);
        await().atMost(PATIENCE).until(() -> drains(c1).size() == 2);
        assertThat(drains(c1).get(1)).isEqualTo(Drain.getDefaultInstance());
    }

    @Test
    void registryAway_isAnnouncedAgainAfterwards() {
        watch.opened(c1);
        registry.setAway(true);
        say(c1, 1, false);
        registry.setAway(false);
        say(c1, 1, false);

        assertThat(table().nodes()).containsKey(new NodeId("c1"));
    }

    private NodeTable table() {
        return registry.list().toCompletableFuture().join();
    }

    private void say(HeardLink link, int sessions, boolean draining) {
        watch.said(
                link,
                FromConnector.newBuilder()
                        .setStatus(Status.newBuilder()
                                .setSessions(sessions)
                                .setCapacity(1_000)
                                .setDraining(draining))
                        .build());
    }

    private static List<Drain> drains(HeardLink link) {
        return link.heard().stream()
                .filter(FromPusher::hasDrain)
                .map(FromPusher::getDrain)
                .toList();
    }

    private static HeardLink link(String node, int port) {
        return new HeardLink(
                Hello.newBuilder().setNode(node).addWs("127.0.0.1:" + port).build());
    }
}
