package live.danmaku.routing.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import live.danmaku.model.NodeId;
import live.danmaku.model.route.NodeStatus;
import live.danmaku.model.route.NodeTable;
import live.danmaku.model.route.Nodes;
import org.junit.jupiter.api.Test;

class BelievedNodesTest {

    private static final Duration HOLD_BACK = Duration.ofSeconds(3);

    private final BelievedNodes believed = new BelievedNodes(HOLD_BACK);
    private long now = 1_000_000_000L;

    @Test
    void read_oneOfThreeSilent_isGoneAtOnce() {
        read("a", "b", "c");

        assertThat(read("a", "b")).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void read_halfSilent_isGoneAtOnce() {
        read("a", "b", "c", "d");

        assertThat(read("a", "b")).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void read_moreThanHalfSilentAtOnce_staysForAShortTime() {
        read("a", "b", "c");

        assertThat(read("a")).containsExactlyInAnyOrder("a", "b", "c");
        pass(Duration.ofMillis(2_500));
        assertThat(read("a")).containsExactlyInAnyOrder("a", "b", "c");
        pass(Duration.ofMillis(600));
        assertThat(read("a")).containsExactly("a");
    }

    @Test
    void read_allSilentOneByOne_areHeldBackAsSoonAsTheyAreMoreThanHalf() {
        read("a", "b", "c", "d");
        assertThat(read("b", "c", "d")).containsExactlyInAnyOrder("b", "c", "d");
        assertThat(read("c", "d")).containsExactlyInAnyOrder("c", "d");

        assertThat(read("d")).containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void read_theyComeBack_nothingHasHappened() {
        read("a", "b", "c");
        read("a");

        assertThat(read("a", "b", "c")).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void read_moreThanHalfWithdrawn_isBelievedAtOnce() {
        read("a", "b", "c");

        NodeTable table = new NodeTable(nodes("a"), Set.of(new NodeId("b"), new NodeId("c")), Map.of());
        assertThat(ids(believed.read(table, pass(Duration.ofMillis(100))))).containsExactly("a");
    }

    @Test
    void away_untilTheRegistryIsBackAndEmpty_heldBackFromThen() {
        read("a", "b");
        pass(Duration.ofMinutes(10));
        believed.away();

        assertThat(read()).containsExactlyInAnyOrder("a", "b");
        pass(HOLD_BACK);
        assertThat(read()).isEmpty();
    }

    @Test
    void read_nodesOfTheFirstReading_areNotNew_laterOnesAre() {
        read("a");
        pass(Duration.ofSeconds(5));
        read("a", "b");
        pass(Duration.ofSeconds(2));

        List<BelievedNodes.Believed> all = believed.read(table("a", "b"), now);

        assertThat(all)
                .filteredOn(node -> node.status().id().value().equals("a"))
                .extracting(BelievedNodes.Believed::ageNanos)
                .containsExactly(Long.MAX_VALUE);
        assertThat(all)
                .filteredOn(node -> node.status().id().value().equals("b"))
                .extracting(node -> Duration.ofNanos(node.ageNanos()))
                .containsExactly(Duration.ofSeconds(2));
    }

    private List<String> read(String... ids) {
        return ids(believed.read(table(ids), pass(Duration.ofMillis(100))));
    }

    private long pass(Duration time) {
        now += time.toNanos();
        return now;
    }

    private static NodeTable table(String... ids) {
        return new NodeTable(nodes(ids), Set.of(), Map.of());
    }

    private static Map<NodeId, NodeStatus> nodes(String... ids) {
        return Arrays.stream(ids).map(Nodes::up).collect(Collectors.toMap(NodeStatus::id, Function.identity()));
    }

    private static List<String> ids(List<BelievedNodes.Believed> nodes) {
        return nodes.stream().map(node -> node.status().id().value()).toList();
    }
}
