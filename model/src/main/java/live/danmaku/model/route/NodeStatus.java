package live.danmaku.model.route;

import java.util.List;
import live.danmaku.model.NodeId;

/**
 * A node as it says of itself.
 *
 * @param label of clients that it is for, such as {@code h5}; empty for those without one
 * @param region where it is; may be empty
 * @param ws where it takes WebSocket connections
 * @param tcp where it takes plain ones; may be empty
 */
public record NodeStatus(
        NodeId id,
        NodeState state,
        String label,
        String region,
        List<NodeAddress> ws,
        List<NodeAddress> tcp,
        NodeLoad load) {

    public NodeStatus {
        ws = List.copyOf(ws);
        tcp = List.copyOf(tcp);
    }
}
