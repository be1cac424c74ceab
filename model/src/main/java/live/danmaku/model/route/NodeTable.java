package live.danmaku.model.route;

import java.util.Map;
import java.util.Set;
import live.danmaku.model.NodeId;

/**
 * All nodes, as of one moment.
 *
 * @param nodes that were announced within a lease, each as it was last
 * @param withdrawn that were withdrawn within the last seconds and are not announced any more
 * @param drains what ops ordered
 */
public record NodeTable(Map<NodeId, NodeStatus> nodes, Set<NodeId> withdrawn, Map<NodeId, DrainOrder> drains) {

    public static final NodeTable EMPTY = new NodeTable(Map.of(), Set.of(), Map.of());

    public NodeTable {
        nodes = Map.copyOf(nodes);
        withdrawn = Set.copyOf(withdrawn);
        drains = Map.copyOf(drains);
    }

    /** Whether a node that is there takes no new clients, because it says so or ops want so. */
    public boolean isDraining(NodeStatus node) {
        return node.state() == NodeState.DRAINING || drains.containsKey(node.id());
    }
}
