package live.danmaku.routing.node;

import live.danmaku.model.route.DrainOrder;
import live.danmaku.model.route.NodeStatus;
import org.jspecify.annotations.Nullable;

/**
 * A node as this router judges it.
 *
 * @param headroom how much of it is free: what is scarcest of sessions, CPU, bytes waiting and bandwidth, 0 to 1
 * @param warmth which part of what its load allows it is offered, 0 to 1; 1 unless it is new
 * @param order what ops ordered; null for nothing
 */
public record KnownNode(
        NodeStatus status,
        Standing standing,
        double headroom,
        double warmth,
        @Nullable DrainOrder order) {

    /** 1 to 100. */
    public int weight() {
        return (int) Math.max(1, Math.round(100 * headroom));
    }
}
