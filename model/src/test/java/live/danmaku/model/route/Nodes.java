package live.danmaku.model.route;

import java.util.List;
import live.danmaku.model.NodeId;

/** Nodes for tests. */
public final class Nodes {

    private Nodes() {}

    /** One that takes clients, half full. */
    public static NodeStatus up(String id) {
        return up(id, 500, 1_000);
    }

    public static NodeStatus up(String id, int sessions, int capacity) {
        return new NodeStatus(
                new NodeId(id),
                NodeState.UP,
                "",
                "",
                List.of(new NodeAddress("127.0.0.1", 8090)),
                List.of(new NodeAddress("127.0.0.1", 8091)),
                new NodeLoad(sessions, capacity, 0, 0, 0));
    }

    public static NodeStatus with(NodeStatus node, NodeState state) {
        return new NodeStatus(node.id(), state, node.label(), node.region(), node.ws(), node.tcp(), node.load());
    }

    public static NodeStatus with(NodeStatus node, NodeLoad load) {
        return new NodeStatus(node.id(), node.state(), node.label(), node.region(), node.ws(), node.tcp(), load);
    }

    public static NodeStatus in(NodeStatus node, String label, String region) {
        return new NodeStatus(node.id(), node.state(), label, region, node.ws(), node.tcp(), node.load());
    }

    public static NodeStatus at(NodeStatus node, List<NodeAddress> ws, List<NodeAddress> tcp) {
        return new NodeStatus(node.id(), node.state(), node.label(), node.region(), ws, tcp, node.load());
    }
}
