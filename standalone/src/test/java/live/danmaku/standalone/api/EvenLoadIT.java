package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import live.danmaku.db.redis.RedisLink;
import live.danmaku.db.redis.RedisNodeRegistry;
import live.danmaku.model.NodeId;
import live.danmaku.model.route.NodeAddress;
import live.danmaku.model.route.NodeLoad;
import live.danmaku.model.route.NodeState;
import live.danmaku.model.route.NodeStatus;
import live.danmaku.standalone.StandaloneServer;
import org.junit.jupiter.api.Test;

/**
 * An empty node joins two that are nearly full, and clients ask a real router where to go. For each that comes one goes,
 * whichever; beside them, as many come and go by round robin.
 */
class EvenLoadIT {

    private static final int CAPACITY = 200;
    private static final Duration EVEN_WITHIN = Duration.ofSeconds(60);

    private static final Random RANDOM = new Random(5);

    @Test
    void emptyNode_joinsTwoFullOnes_evensOutWithFarFewerClientsThanRoundRobinTakes() {
        AtomicIntegerArray byLoad = new AtomicIntegerArray(new int[] {180, 180, 0});
        int[] byTurn = {180, 180, 0};
        int clientsByTurn = 0;
        while (!isEven(byTurn)) {
            byTurn[clientsByTurn++ % 3]++;
            byTurn[leaver(byTurn)]--;
        }

        try (Farm farm = new Farm(byLoad)) {
            await().atMost(Watching.PATIENCE).until(() -> farm.route() >= 0);
            farm.open();
            await().atMost(EVEN_WITHIN).until(() -> isEven(farm.sessions()));

            assertThat(farm.clients()).isLessThan(clientsByTurn * 2 / 3);
        }
    }

    /** The emptiest has nine tenths of what the fullest has. */
    private static boolean isEven(int[] sessions) {
        return Arrays.stream(sessions).min().orElseThrow() * 10
                >= Arrays.stream(sessions).max().orElseThrow() * 9;
    }

    /** Every session is as likely to end as any other. */
    private static int leaver(int[] sessions) {
        int place = RANDOM.nextInt(Arrays.stream(sessions).sum());
        int node = 0;
        while (place >= sessions[node]) {
            place -= sessions[node++];
        }
        return node;
    }

    /** Three nodes that say how they are, as real ones do. */
    private static final class Farm implements AutoCloseable {

        private final String label = "label-" + UUID.randomUUID();
        private final AtomicIntegerArray sessions;
        private final AtomicInteger clients = new AtomicInteger();
        private final RedisLink redis = new RedisLink(StandaloneServer.shared().redisUri(), Duration.ofSeconds(10));
        private final RedisNodeRegistry registry = new RedisNodeRegistry(redis);
        private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

        Farm(AtomicIntegerArray sessions) {
            this.sessions = sessions;
            thread.scheduleAtFixedRate(this::announce, 0, 100, TimeUnit.MILLISECONDS);
        }

        private void announce() {
            for (int node = 0; node < 3; node++) {
                registry.announce(
                        "it",
                        new NodeStatus(
                                id(node),
                                NodeState.UP,
                                label,
                                "",
                                List.of(new NodeAddress("127.0.0.1", 8090 + node)),
                                List.of(),
                                new NodeLoad(sessions.get(node), CAPACITY, 0, 0, 0)));
            }
        }

        private NodeId id(int node) {
            return new NodeId(label + "-" + node);
        }

        /** Clients begin to come, one after the other. */
        void open() {
            thread.scheduleAtFixedRate(this::come, 0, 30, TimeUnit.MILLISECONDS);
        }

        private void come() {
            if (!isEven(sessions())) {
                sessions.incrementAndGet(route());
                sessions.decrementAndGet(leaver(sessions()));
                clients.incrementAndGet();
            }
        }

        int clients() {
            return clients.get();
        }

        int[] sessions() {
            return new int[] {sessions.get(0), sessions.get(1), sessions.get(2)};
        }

        /** Where the next client goes; -1 when the router knows no node. */
        int route() {
            String first = Person.ANONYMOUS
                    .get("/v1/route?label=" + label)
                    .expect(200)
                    .json()
                    .at("/nodes/0/id")
                    .asString("");
            return first.isEmpty() ? -1 : Integer.parseInt(first.substring(first.length() - 1));
        }

        @Override
        public void close() {
            thread.shutdownNow();
            for (int node = 0; node < 3; node++) {
                registry.withdraw("it", id(node)).toCompletableFuture().join();
            }
            redis.close();
        }
    }
}
