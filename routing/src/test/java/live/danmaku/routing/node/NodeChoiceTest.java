package live.danmaku.routing.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import live.danmaku.model.NodeId;
import live.danmaku.model.route.AddressFamily;
import live.danmaku.model.route.DrainOrder;
import live.danmaku.model.route.NodeAddress;
import live.danmaku.model.route.NodeLoad;
import live.danmaku.model.route.NodeState;
import live.danmaku.model.route.NodeStatus;
import live.danmaku.model.route.NodeTable;
import live.danmaku.model.route.Nodes;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class NodeChoiceTest {

    private static final NodeSettings SETTINGS = new NodeSettings(
            "",
            DataSize.ofMegabytes(256),
            DataSize.ofMegabytes(100),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            "ws");

    private final Random random = new Random(7);

    @Test
    void choose_oneNode_isToldWithItsAddresses() {
        assertThat(choose(Nodes.up("a", 250, 1_000)))
                .containsExactly(new OfferedNode("a", "ws://127.0.0.1:8090/sub", "127.0.0.1:8091", 75));
    }

    @Test
    void choose_manyNodes_offersFourDifferentOnes() {
        NodeStatus[] nodes = new NodeStatus[20];
        Arrays.setAll(nodes, n -> Nodes.up("n" + n, n, 1_000));

        for (int i = 0; i < 100; i++) {
            assertThat(choose(nodes)).hasSize(4).extracting(OfferedNode::id).doesNotHaveDuplicates();
        }
    }

    @Test
    void choose_twoNodes_theRoomierIsFirst() {
        for (int i = 0; i < 100; i++) {
            assertThat(choose(Nodes.up("full", 900, 1_000), Nodes.up("empty", 0, 1_000)))
                    .extracting(OfferedNode::id)
                    .containsExactly("empty", "full");
        }
    }

    @Test
    void choose_manyNodes_theEmptyOneIsNotSentEverybody() {
        NodeStatus[] nodes = new NodeStatus[10];
        Arrays.setAll(nodes, n -> Nodes.up("n" + n, n == 0 ? 0 : 900, 1_000));
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            first.merge(choose(nodes).get(0).id(), 1, Integer::sum);
        }

        // Two draws of ten: a fifth.
        assertThat(first.get("n0")).isBetween(1_800, 2_200);
    }

    @Test
    void choose_weight_isWhatIsScarcest() {
        NodeStatus node = Nodes.up("a");
        long mb = 1 << 20;

        assertThat(weight(node, new NodeLoad(100, 1_000, 0, 0.7, 0))).isEqualTo(30);
        assertThat(weight(node, new NodeLoad(100, 1_000, 192 * mb, 0.7, 0))).isEqualTo(25);
        assertThat(weight(node, new NodeLoad(100, 1_000, 0, 0.7, 80 * mb))).isEqualTo(20);
        assertThat(weight(node, new NodeLoad(999, 1_000, 0, 0, 0))).isEqualTo(1);
    }

    @Test
    void choose_drainingFullAndSick_areNotOffered() {
        NodeStatus ok = Nodes.up("ok");
        NodeStatus draining = Nodes.with(Nodes.up("draining"), NodeState.DRAINING);
        NodeStatus full = Nodes.up("full", 1_000, 1_000);
        NodeStatus sick = Nodes.with(Nodes.up("sick"), new NodeLoad(1, 1_000, 300_000_000, 0, 0));
        NodeStatus homeless = Nodes.at(Nodes.up("homeless"), List.of(), List.of());

        assertThat(choose(draining, full, sick, ok, homeless))
                .extracting(OfferedNode::id)
                .containsExactly("ok");
        assertThat(choose(draining, full, sick)).isEmpty();
    }

    @Test
    void choose_orderedToDrain_isNotOffered() {
        NodeStatus node = Nodes.up("a");
        NodeTable table = new NodeTable(Map.of(node.id(), node), Set.of(), Map.of(node.id(), new DrainOrder(1, 1)));

        assertThat(NodeChoice.choose(snapshot(table), "", "", Optional.empty(), random))
                .isEmpty();
    }

    @Test
    void choose_label_onlyNodesForIt() {
        NodeSnapshot nodes = snapshot(table(Nodes.in(Nodes.up("h5"), "h5", ""), Nodes.up("app")));

        assertThat(NodeChoice.choose(nodes, "h5", "", Optional.empty(), random))
                .extracting(OfferedNode::id)
                .containsExactly("h5");
        assertThat(NodeChoice.choose(nodes, "", "", Optional.empty(), random))
                .extracting(OfferedNode::id)
                .containsExactly("app");
        assertThat(NodeChoice.choose(nodes, "tv", "", Optional.empty(), random)).isEmpty();
    }

    @Test
    void choose_region_nearOnesComeFirstHoweverFull() {
        NodeSnapshot nodes = snapshot(
                table(Nodes.in(Nodes.up("far", 0, 1_000), "", "us"), Nodes.in(Nodes.up("near", 900, 1_000), "", "eu")));

        assertThat(NodeChoice.choose(nodes, "", "eu", Optional.empty(), random))
                .extracting(OfferedNode::id)
                .containsExactly("near", "far");
        assertThat(NodeChoice.choose(nodes, "", "", Optional.empty(), random))
                .extracting(OfferedNode::id)
                .containsExactly("far", "near");
    }

    @Test
    void choose_family_thatAddress() {
        NodeStatus both = Nodes.at(
                Nodes.up("both"),
                List.of(NodeAddress.parse("10.0.0.1:80"), NodeAddress.parse("[2001:db8::1]:80")),
                List.of(NodeAddress.parse("10.0.0.1:81")));
        NodeSnapshot nodes = snapshot(table(both));

        OfferedNode v6 = NodeChoice.choose(nodes, "", "", Optional.of(AddressFamily.V6), random)
                .get(0);
        assertThat(v6.ws()).isEqualTo("ws://[2001:db8::1]:80/sub");
        assertThat(v6.tcp()).isNull();
        assertThat(NodeChoice.choose(nodes, "", "", Optional.of(AddressFamily.V4), random)
                        .get(0)
                        .ws())
                .isEqualTo("ws://10.0.0.1:80/sub");
    }

    @Test
    void choose_familyThatOnlySomeHave_onlyThose_andAllWhenNoneHas() {
        NodeStatus v4 = Nodes.up("v4");
        NodeStatus name = Nodes.at(Nodes.up("name"), List.of(NodeAddress.parse("n.example:80")), List.of());

        assertThat(NodeChoice.choose(snapshot(table(v4, name)), "", "", Optional.of(AddressFamily.V6), random))
                .extracting(OfferedNode::id)
                .containsExactly("name");
        assertThat(NodeChoice.choose(snapshot(table(v4)), "", "", Optional.of(AddressFamily.V6), random))
                .extracting(OfferedNode::id)
                .containsExactly("v4");
    }

    @Test
    void choose_newNode_isOfferedMoreAndMore() {
        int cold = firsts(Duration.ofSeconds(1));
        int warm = firsts(Duration.ofSeconds(5));
        int hot = firsts(Duration.ofSeconds(10));

        assertThat(cold).isBetween(700, 1_300);
        assertThat(warm).isBetween(4_700, 5_300);
        assertThat(hot).isEqualTo(10_000);
    }

    /** How often of 10,000 times an empty node of this age comes before one that is nearly full. */
    private int firsts(Duration age) {
        NodeTable table = table();
        NodeJudge judge = new NodeJudge(SETTINGS);
        NodeSnapshot nodes = new NodeSnapshot(
                List.of(
                        judge.judge(
                                new BelievedNodes.Believed(Nodes.up("old", 900, 1_000), Long.MAX_VALUE, false), table),
                        judge.judge(
                                new BelievedNodes.Believed(Nodes.up("new", 0, 1_000), age.toNanos(), false), table)),
                "ws");
        int count = 0;
        for (int i = 0; i < 10_000; i++) {
            count += NodeChoice.choose(nodes, "", "", Optional.empty(), random)
                            .get(0)
                            .id()
                            .equals("new")
                    ? 1
                    : 0;
        }
        return count;
    }

    private int weight(NodeStatus node, NodeLoad load) {
        return choose(Nodes.with(node, load)).get(0).weight();
    }

    private List<OfferedNode> choose(NodeStatus... nodes) {
        return NodeChoice.choose(snapshot(table(nodes)), "", "", Optional.empty(), random);
    }

    private static NodeTable table(NodeStatus... nodes) {
        Map<NodeId, NodeStatus> byId = new HashMap<>();
        for (NodeStatus node : nodes) {
            byId.put(node.id(), node);
        }
        return new NodeTable(byId, Set.of(), Map.of());
    }

    /** As a router sees it that has known all nodes for long. */
    static NodeSnapshot snapshot(NodeTable table) {
        NodeJudge judge = new NodeJudge(SETTINGS);
        return new NodeSnapshot(
                new BelievedNodes(SETTINGS.holdBack())
                        .read(table, 1).stream()
                                .map(node -> judge.judge(node, table))
                                .toList(),
                "ws");
    }
}
