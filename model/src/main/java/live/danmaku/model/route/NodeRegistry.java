package live.danmaku.model.route;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.NodeId;

/**
 * Which nodes there are. Connectors do not know it: who has a link to one announces it, and several may announce the same,
 * of whom the last counts. Times are the store's. Never blocks; stages fail when the store cannot be reached.
 */
public interface NodeRegistry {

    /** How often an announcer says that a node is there. */
    Duration EVERY = Duration.ofMillis(300);

    /** How long an announcement holds. */
    Duration LEASE = Duration.ofMillis(850);

    /**
     * Says that a node is there and how it is. To be called when that was learned, at least {@link #EVERY} so often; what
     * was learned before must not be said again.
     *
     * @param announcer a name unlike that of any other announcer
     * @return what ops ordered for this node
     */
    CompletionStage<Optional<DrainOrder>> announce(String announcer, NodeStatus node);

    /** Says that a node is gone, as far as this announcer knows. It is when nobody else announces it. */
    CompletionStage<Void> withdraw(String announcer, NodeId node);

    CompletionStage<NodeTable> list();

    /**
     * Orders that a node be left, in place of an earlier order.
     *
     * @param over the time over which its clients are asked
     */
    CompletionStage<DrainOrder> orderDrain(NodeId node, Duration over);

    /** @return whether there was an order */
    CompletionStage<Boolean> cancelDrain(NodeId node);
}
