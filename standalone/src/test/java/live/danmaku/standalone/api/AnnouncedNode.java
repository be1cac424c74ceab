package live.danmaku.standalone.api;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.db.redis.RedisLink;
import live.danmaku.db.redis.RedisNodeRegistry;
import live.danmaku.model.NodeId;
import live.danmaku.model.route.NodeAddress;
import live.danmaku.model.route.NodeLoad;
import live.danmaku.model.route.NodeRegistry;
import live.danmaku.model.route.NodeState;
import live.danmaku.model.route.NodeStatus;
import live.danmaku.standalone.StandaloneServer;

/** A node that is announced to the shared server until it is closed, under a label that is nobody else's. */
final class AnnouncedNode implements AutoCloseable {

    private final String label = "label-" + UUID.randomUUID();
    private final NodeId id = new NodeId("node-" + UUID.randomUUID());
    private final RedisLink redis = new RedisLink(StandaloneServer.shared().redisUri(), Duration.ofSeconds(10));
    private final RedisNodeRegistry registry = new RedisNodeRegistry(redis);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    AnnouncedNode() {
        NodeStatus status = new NodeStatus(
                id,
                NodeState.UP,
                label,
                "",
                List.of(new NodeAddress("127.0.0.1", 8090)),
                List.of(new NodeAddress("127.0.0.1", 8091)),
                new NodeLoad(250, 1_000, 0, 0, 0));
        thread.scheduleAtFixedRate(
                () -> registry.announce("it", status), 0, NodeRegistry.EVERY.toMillis() / 3, TimeUnit.MILLISECONDS);
    }

    String label() {
        return label;
    }

    String id() {
        return id.value();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        registry.withdraw("it", id).toCompletableFuture().join();
        redis.close();
    }
}
