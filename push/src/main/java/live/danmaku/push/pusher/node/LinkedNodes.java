package live.danmaku.push.pusher.node;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import live.danmaku.model.route.NodeLoad;
import live.danmaku.model.route.NodeRegistry;
import live.danmaku.model.route.NodeStatus;
import live.danmaku.model.route.NodeTable;
import live.danmaku.push.link.CloseCode;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.Status;
import live.danmaku.push.pusher.link.Link;
import live.danmaku.push.pusher.link.LinkHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces a connector whenever it says how it is, and withdraws it when its stream ends. The announcement's answer, and
 * the switch, say whether its clients are to go; a connector is told within a second. Every pusher does so; a connector that
 * is asked twice is asked the same. Thread-safe.
 */
final class LinkedNodes implements LinkHandler, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LinkedNodes.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration TO_POLLING_OVER = Duration.ofSeconds(10);
    private static final int MOST_TARGETS = 4;

    private final NodeRegistry registry;
    private final BooleanSupplier open;
    private final String announcer;
    private final Map<Link, LinkedNode> nodes = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "linked-nodes"));

    /**
     * @param open whether clients may have long connections
     * @param announcer a name unlike any other pusher's
     */
    LinkedNodes(NodeRegistry registry, BooleanSupplier open, String announcer) {
        this.registry = registry;
        this.open = open;
        this.announcer = announcer;
        thread.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void opened(Link link) {
        try {
            nodes.put(link, new LinkedNode(link));
        } catch (IllegalArgumentException e) {
            log.warn("connector {} is not announced: {}", link.connector().getNode(), e.getMessage());
        }
    }

    @Override
    public void said(Link link, FromConnector message) {
        @Nullable LinkedNode node = nodes.get(link);
        if (node == null || !message.hasStatus()) {
            return;
        }
        node.says(message.getStatus().getDraining());
        if (node.wantsTargets()) {
            targets(node).thenAccept(node::tellTargets);
        }
        if (node.begin()) {
            announce(node, message.getStatus());
        }
    }

    private void announce(LinkedNode node, Status status) {
        registry.announce(announcer, node.status(status)).whenComplete((order, failure) -> {
            node.end();
            if (failure == null) {
                node.order(order.map(Departure::of).orElse(Departure.NONE));
            } else {
                log.debug("{} not announced, again when it says how it is", node.id(), failure);
            }
        });
    }

    @Override
    public void closed(Link link) {
        @Nullable LinkedNode node = nodes.remove(link);
        // A connector that came back has a new link already.
        if (node != null
                && nodes.values().stream().noneMatch(other -> other.id().equals(node.id()))) {
            registry.withdraw(announcer, node.id()).exceptionally(failure -> {
                log.debug("{} not withdrawn; its lease ends", node.id(), failure);
                return null;
            });
        }
    }

    private void look() {
        try {
            boolean toPolling = !open.getAsBoolean();
            for (LinkedNode node : nodes.values()) {
                Departure wanted = toPolling ? Departure.toPolling(TO_POLLING_OVER.toMillis()) : node.ordered();
                if (node.isNews(wanted)) {
                    ask(node, wanted);
                }
            }
        } catch (RuntimeException e) {
            log.error("unexpected error in draining connectors", e);
        }
    }

    private void ask(LinkedNode node, Departure wanted) {
        if (wanted.code() != CloseCode.GOING_AWAY) {
            node.ask(wanted, List.of());
            return;
        }
        targets(node).thenAccept(found -> node.ask(wanted, found));
    }

    private CompletionStage<List<String>> targets(LinkedNode leaving) {
        return registry.list().thenApply(table -> targets(leaving, table)).exceptionally(failure -> List.of());
    }

    /** Where clients may go: nodes of the same label that take them, the emptiest first. */
    private static List<String> targets(LinkedNode leaving, NodeTable table) {
        return table.nodes().values().stream()
                .filter(node -> !node.id().equals(leaving.id())
                        && node.label().equals(leaving.label())
                        && !table.isDraining(node)
                        && !node.ws().isEmpty())
                .sorted(Comparator.comparingDouble(LinkedNodes::fullness))
                .limit(MOST_TARGETS)
                .map(node -> "ws://%s/sub".formatted(node.ws().get(0)))
                .toList();
    }

    private static double fullness(NodeStatus node) {
        NodeLoad load = node.load();
        return load.capacity() == 0 ? 1 : (double) load.sessions() / load.capacity();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
