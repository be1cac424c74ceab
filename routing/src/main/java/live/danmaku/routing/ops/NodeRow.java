package live.danmaku.routing.ops;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import live.danmaku.model.route.NodeAddress;
import live.danmaku.model.route.NodeLoad;
import live.danmaku.model.route.NodeStatus;
import live.danmaku.routing.node.KnownNode;
import org.jspecify.annotations.Nullable;

/**
 * A node as ops see it.
 *
 * @param state up, draining, full, sick or silent
 * @param cpu the share of its machine that it uses, 0 to 1
 * @param weight how much room it has, 1 to 100
 * @param drainUntil when all clients are to have been asked to go, in ms since 1970; left out when nobody ordered that
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NodeRow(
        String id,
        String state,
        String label,
        String region,
        List<String> ws,
        List<String> tcp,
        int sessions,
        int capacity,
        long backlogBytes,
        double cpu,
        long bytesPerSecond,
        int weight,
        @Nullable Long drainUntil) {

    static NodeRow of(KnownNode node, String scheme) {
        NodeStatus status = node.status();
        NodeLoad load = status.load();
        return new NodeRow(
                status.id().value(),
                node.standing().wireName(),
                status.label(),
                status.region(),
                status.ws().stream().map(address -> address.url(scheme)).toList(),
                status.tcp().stream().map(NodeAddress::toString).toList(),
                load.sessions(),
                load.capacity(),
                load.backlogBytes(),
                load.cpu(),
                load.bytesPerSecond(),
                node.weight(),
                node.order() == null ? null : node.order().until());
    }
}
