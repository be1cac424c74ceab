package live.danmaku.routing.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.danmaku.model.NodeId;
import live.danmaku.model.route.NodeStatus;
import live.danmaku.model.route.NodeTable;

/**
 * What is believed of the registry's readings. A node that falls silent is gone at once, unless more than half of all nodes
 * fell silent lately: then something between them and us is the likelier cause, and they stay for a short time. Whoever is
 * withdrawn is believed to be gone. Of one thread.
 */
final class BelievedNodes {

    private final long holdBack;
    private final Map<NodeId, Seen> seen = new HashMap<>();
    private boolean isFirst = true;
    private boolean wasAway;

    /**
     * Times by {@link System#nanoTime()}.
     *
     * @param since when it was new; {@link Long#MIN_VALUE} when it was there before us
     * @param last when it was announced last
     */
    private record Seen(NodeStatus status, long since, long last) {}

    /** @param ageNanos for how long it is known; {@link Long#MAX_VALUE} when it was there before us */
    record Believed(NodeStatus status, long ageNanos, boolean isSilent) {}

    BelievedNodes(Duration holdBack) {
        this.holdBack = holdBack.toNanos();
    }

    /** The registry could not be read; all that is believed stays. */
    void away() {
        wasAway = true;
    }

    List<Believed> read(NodeTable table, long now) {
        if (wasAway) {
            // While nobody could read, nobody could announce.
            seen.replaceAll((id, node) -> new Seen(node.status(), node.since(), now - 1));
            wasAway = false;
        }
        table.nodes().forEach((id, status) -> {
            Seen before = seen.get(id);
            seen.put(id, new Seen(status, before != null ? before.since() : isFirst ? Long.MIN_VALUE : now, now));
        });
        isFirst = false;
        table.withdrawn().forEach(seen::remove);
        seen.values().removeIf(node -> now - node.last() > holdBack);
        long silent = seen.values().stream().filter(node -> node.last() != now).count();
        boolean isHeldBack = silent * 2 > seen.size();
        List<Believed> believed = new ArrayList<>(seen.size());
        for (Seen node : seen.values()) {
            if (node.last() == now || isHeldBack) {
                long age = node.since() == Long.MIN_VALUE ? Long.MAX_VALUE : now - node.since();
                believed.add(new Believed(node.status(), age, node.last() != now));
            }
        }
        return believed;
    }
}
