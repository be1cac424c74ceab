package live.danmaku.routing.node;

import live.danmaku.model.route.NodeLoad;
import live.danmaku.model.route.NodeStatus;
import live.danmaku.model.route.NodeTable;

/** Says which nodes can be offered and how much room they have. */
final class NodeJudge {

    private final NodeSettings settings;

    NodeJudge(NodeSettings settings) {
        this.settings = settings;
    }

    KnownNode judge(BelievedNodes.Believed node, NodeTable table) {
        NodeStatus status = node.status();
        return new KnownNode(
                status,
                standing(node, table),
                headroom(status.load()),
                warmth(node.ageNanos()),
                table.drains().get(status.id()));
    }

    private Standing standing(BelievedNodes.Believed node, NodeTable table) {
        NodeLoad load = node.status().load();
        if (table.isDraining(node.status())) {
            return Standing.DRAINING;
        }
        if (load.backlogBytes() > settings.mostBacklog().toBytes()) {
            return Standing.SICK;
        }
        if (load.sessions() >= load.capacity()) {
            return Standing.FULL;
        }
        return node.isSilent() ? Standing.SILENT : Standing.UP;
    }

    private double headroom(NodeLoad load) {
        double used = Math.max(share(load.sessions(), load.capacity()), load.cpu());
        used = Math.max(used, share(load.backlogBytes(), settings.mostBacklog().toBytes()));
        if (settings.mostBandwidth().toBytes() > 0) {
            used = Math.max(
                    used, share(load.bytesPerSecond(), settings.mostBandwidth().toBytes()));
        }
        return Math.max(0, 1 - used);
    }

    private static double share(long part, long all) {
        return all == 0 ? 1 : (double) part / all;
    }

    private double warmth(long ageNanos) {
        return Math.min(1, (double) ageNanos / Math.max(1, settings.warmUp().toNanos()));
    }
}
