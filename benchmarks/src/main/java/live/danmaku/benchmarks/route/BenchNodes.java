package live.danmaku.benchmarks.route;

import java.util.List;
import java.util.stream.IntStream;
import live.danmaku.model.NodeId;
import live.danmaku.model.route.NodeAddress;
import live.danmaku.model.route.NodeLoad;
import live.danmaku.model.route.NodeState;
import live.danmaku.model.route.NodeStatus;

/** A dozen nodes, each a little fuller than the one before. */
final class BenchNodes {

    private static final int NODES = 12;

    private BenchNodes() {}

    static List<NodeStatus> all() {
        return IntStream.range(0, NODES)
                .mapToObj(n -> new NodeStatus(
                        new NodeId("node-" + n),
                        NodeState.UP,
                        "",
                        "",
                        List.of(new NodeAddress("10.0.0." + (n + 1), 8090)),
                        List.of(new NodeAddress("10.0.0." + (n + 1), 8091)),
                        new NodeLoad(n * 1_000, 20_000, 0, 0.1, 1_000_000)))
                .toList();
    }
}
