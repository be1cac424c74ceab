package live.danmaku.model.route;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.NodeId;
import org.jspecify.annotations.Nullable;

/** A registry in memory that can be away. Thread-safe by one lock. */
public final class InMemoryNodes implements NodeRegistry {

    private static final long TOLD_MS = 10_000;

    private final Map<NodeId, Map<String, Word>> words = new HashMap<>();
    private final Map<NodeId, Long> drains = new HashMap<>();
    private boolean away;
    private long said;

    /**
     * @param number grows, so that of two words one is the last
     * @param status null when it was withdrawn
     */
    private record Word(long number, long at, @Nullable NodeStatus status) {}

    public synchronized void setAway(boolean away) {
        this.away = away;
    }

    @Override
    public synchronized CompletionStage<Optional<DrainOrder>> announce(String announcer, NodeStatus node) {
        words.computeIfAbsent(node.id(), id -> new HashMap<>()).put(announcer, new Word(++said, now(), node));
        return answer(Optional.ofNullable(order(node.id())));
    }

    @Override
    public synchronized CompletionStage<Void> withdraw(String announcer, NodeId node) {
        words.computeIfAbsent(node, id -> new HashMap<>()).put(announcer, new Word(++said, now(), null));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<NodeTable> list() {
        Map<NodeId, NodeStatus> nodes = new HashMap<>();
        Set<NodeId> withdrawn = new HashSet<>();
        long now = now();
        words.forEach((id, all) -> {
            @Nullable Word newest = null;
            for (Word word : all.values()) {
                if (word.status() != null
                        && word.at() > now - LEASE.toMillis()
                        && (newest == null || word.number() > newest.number())) {
                    newest = word;
                }
                if (word.status() == null && word.at() > now - TOLD_MS) {
                    withdrawn.add(id);
                }
            }
            if (newest != null && newest.status() != null) {
                nodes.put(id, newest.status());
            }
        });
        withdrawn.removeAll(nodes.keySet());
        Map<NodeId, DrainOrder> orders = new HashMap<>();
        drains.keySet().forEach(id -> {
            @Nullable DrainOrder order = order(id);
            if (order != null) {
                orders.put(id, order);
            }
        });
        return answer(new NodeTable(nodes, withdrawn, orders));
    }

    @Override
    public synchronized CompletionStage<DrainOrder> orderDrain(NodeId node, Duration over) {
        long until = now() + over.toMillis();
        drains.put(node, until);
        return answer(new DrainOrder(until, over.toMillis()));
    }

    @Override
    public synchronized CompletionStage<Boolean> cancelDrain(NodeId node) {
        return answer(drains.remove(node) != null);
    }

    private @Nullable DrainOrder order(NodeId node) {
        Long until = drains.get(node);
        return until == null ? null : new DrainOrder(until, Math.max(0, until - now()));
    }

    private <T> CompletionStage<T> answer(T value) {
        return away
                ? CompletableFuture.failedFuture(new IllegalStateException("the registry is away"))
                : CompletableFuture.completedFuture(value);
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
