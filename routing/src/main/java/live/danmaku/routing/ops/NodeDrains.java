package live.danmaku.routing.ops;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.NodeId;
import live.danmaku.model.UserId;
import live.danmaku.model.ops.AuditEntry;
import live.danmaku.model.ops.AuditLog;
import live.danmaku.model.route.DrainOrder;
import live.danmaku.model.route.NodeRegistry;
import live.danmaku.model.route.NodeTable;
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;

/** Orders drains and takes them back, each after an entry in the audit. */
public final class NodeDrains {

    private final NodeRegistry registry;
    private final AuditLog audit;
    private final Clock clock;

    public NodeDrains(NodeRegistry registry, AuditLog audit, Clock clock) {
        this.registry = registry;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param until when all clients are to have been asked, in ms since 1970 */
    record Ordered(long version, long until) {}

    CompletionStage<Ordered> drain(NodeId node, Duration over, UserId who, String why) {
        return registry.list().thenCompose(table -> {
            if (!table.nodes().containsKey(node)) {
                throw ApiException.notFound("node: '%s' (expected: one of /v1/ops/nodes)".formatted(node));
            }
            return note(node, table, "{\"overMs\": %d}".formatted(over.toMillis()), who, why)
                    .thenCompose(version ->
                            registry.orderDrain(node, over).thenApply(order -> new Ordered(version, order.until())));
        });
    }

    /** @return the audit's version */
    CompletionStage<Long> undrain(NodeId node, UserId who, String why) {
        return registry.list().thenCompose(table -> {
            if (!table.drains().containsKey(node)) {
                throw ApiException.notFound("drain of '%s' (expected: one that was ordered)".formatted(node));
            }
            return note(node, table, "null", who, why)
                    .thenCompose(version -> registry.cancelDrain(node).thenApply(cancelled -> version));
        });
    }

    private CompletionStage<Long> note(NodeId node, NodeTable table, String after, UserId who, String why) {
        @Nullable DrainOrder order = table.drains().get(node);
        String before = order == null ? "null" : "{\"until\": %d}".formatted(order.until());
        return audit.record(new AuditEntry(0, clock.millis(), who.value(), "drain " + node, before, after, why));
    }
}
