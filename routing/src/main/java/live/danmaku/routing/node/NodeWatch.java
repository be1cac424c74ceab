package live.danmaku.routing.node;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.route.NodeRegistry;
import live.danmaku.model.route.NodeTable;

/**
 * The nodes as this process knows them, read ten times a second. While the registry is away the last known ones stay.
 * Thread-safe.
 */
public final class NodeWatch implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final Duration FIRST_NODES_WITHIN = Duration.ofSeconds(3);
    private static final Duration FRESH = Duration.ofSeconds(3);

    private final NodeRegistry registry;
    private final NodeSettings settings;
    private final NodeJudge judge;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "node-watch"));
    private volatile NodeSnapshot snapshot = NodeSnapshot.EMPTY;
    private volatile long readAt = System.nanoTime() - FRESH.toNanos();

    /** These are of the watch's thread. */
    private final BelievedNodes believed;

    private CompletableFuture<?> reading = CompletableFuture.completedFuture(true);

    public NodeWatch(NodeRegistry registry, NodeSettings settings) {
        this.registry = registry;
        this.settings = settings;
        judge = new NodeJudge(settings);
        believed = new BelievedNodes(settings.holdBack());
    }

    /** Begins to read; waits some seconds for the first nodes. */
    public void start() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        thread.execute(() -> read().whenComplete((done, failure) -> first.complete(null)));
        first.completeOnTimeout(null, FIRST_NODES_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        thread.scheduleAtFixedRate(
                () -> {
                    if (reading.isDone()) {
                        read();
                    }
                },
                0,
                PERIOD.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** The nodes now. Costs no more than reading a field. */
    public NodeSnapshot snapshot() {
        return snapshot;
    }

    /** Whether the registry was read lately. If not, the nodes are the last known ones. */
    public boolean isFresh() {
        return System.nanoTime() - readAt < FRESH.toNanos();
    }

    private CompletableFuture<?> read() {
        reading = registry.list()
                .handleAsync(
                        (table, failure) -> {
                            if (failure == null) {
                                take(table);
                            } else {
                                believed.away();
                            }
                            return failure == null;
                        },
                        thread)
                .toCompletableFuture();
        return reading;
    }

    private void take(NodeTable table) {
        long now = System.nanoTime();
        snapshot = new NodeSnapshot(
                believed.read(table, now).stream()
                        .map(node -> judge.judge(node, table))
                        .toList(),
                settings.webSocketScheme());
        readAt = now;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
