package live.danmaku.routing.node;

import java.util.List;
import live.danmaku.model.route.AddressFamily;
import live.danmaku.model.route.NodeAddress;
import live.danmaku.model.route.NodeStatus;
import org.jspecify.annotations.Nullable;

/** A node that can be offered, with all that is told of it written already. Immutable. */
final class Candidate {

    private final String region;
    private final double headroom;
    private final double warmth;
    private final @Nullable OfferedNode v4;
    private final @Nullable OfferedNode v6;
    private final OfferedNode whatever;

    private Candidate(KnownNode node, OfferedNode whatever, @Nullable OfferedNode v4, @Nullable OfferedNode v6) {
        this.region = node.status().region();
        this.headroom = node.headroom();
        this.warmth = node.warmth();
        this.whatever = whatever;
        this.v4 = v4;
        this.v6 = v6;
    }

    /** Null when the node cannot be offered to anybody. */
    static @Nullable Candidate of(KnownNode node, String scheme) {
        @Nullable OfferedNode whatever = offer(node, scheme, null);
        if (whatever == null || !node.standing().isOffered()) {
            return null;
        }
        return new Candidate(
                node, whatever, offer(node, scheme, AddressFamily.V4), offer(node, scheme, AddressFamily.V6));
    }

    private static @Nullable OfferedNode offer(KnownNode node, String scheme, @Nullable AddressFamily family) {
        NodeStatus status = node.status();
        @Nullable NodeAddress ws = first(status.ws(), family);
        @Nullable NodeAddress tcp = first(status.tcp(), family);
        return ws == null
                ? null
                : new OfferedNode(
                        status.id().value(), ws.url(scheme), tcp == null ? null : tcp.toString(), node.weight());
    }

    /** A name stands for both families. */
    private static @Nullable NodeAddress first(List<NodeAddress> addresses, @Nullable AddressFamily family) {
        for (NodeAddress address : addresses) {
            if (family == null || address.family() == null || address.family() == family) {
                return address;
            }
        }
        return null;
    }

    /** What a client of a family is told; null when it cannot reach the node. */
    @Nullable
    OfferedNode offerTo(@Nullable AddressFamily family) {
        if (family == null) {
            return whatever;
        }
        return family == AddressFamily.V4 ? v4 : v6;
    }

    String region() {
        return region;
    }

    double headroom() {
        return headroom;
    }

    double warmth() {
        return warmth;
    }
}
