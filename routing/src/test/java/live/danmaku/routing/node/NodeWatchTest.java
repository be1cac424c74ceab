package live.danmaku.routing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.NodeId;
import live.danmaku.model.route.InMemoryNodes;
import live.danmaku.model.route.Nodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class NodeWatchTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final InMemoryNodes registry = new InMemoryNodes();
    private final NodeWatch watch = new NodeWatch(
            registry,
            new NodeSettings(
                    "",
                    DataSize.ofMegabytes(1),
                    DataSize.ofBytes(0),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(1),
                    "ws"));
    private final ScheduledExecutorService announcing = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void close() {
        announcing.shutdownNow();
        watch.close();
    }

    @Test
    void start_nodesThatAreThere_areKnownFromTheBeginning() {
        announce("a");
        watch.start();

        assertThat(states()).containsExactly("a up");
        assertThat(watch.isFresh()).isTrue();
    }

    @Test
    void snapshot_announcedWithdrawnAndDrained_followsWithinASecond() {
        watch.start();
        announce("a");
        await().atMost(SECOND).until(() -> states().equals(List.of("a up")));

        registry.orderDrain(new NodeId("a"), SECOND);
        await().atMost(SECOND).until(() -> states().equals(List.of("a draining")));
        registry.cancelDrain(new NodeId("a"));
        await().atMost(SECOND).until(() -> states().equals(List.of("a up")));

        registry.withdraw("p", new NodeId("a"));
        await().atMost(SECOND).until(() -> states().isEmpty());
    }

    @Test
    void snapshot_silentNode_isGoneWithAboutASecond() {
        announcing.scheduleAtFixedRate(
                () -> {
                    announce("b");
                    announce("c");
                },
                0,
                100,
                TimeUnit.MILLISECONDS);
        announce("a");
        watch.start();
        await().atMost(PATIENCE).until(() -> states().size() == 3);

        await().atMost(Duration.ofMillis(1_500)).until(() -> states().equals(List.of("b up", "c up")));
    }

    @Test
    void snapshot_registryAway_keepsTheLastAndSaysSo() {
        announce("a");
        watch.start();
        registry.setAway(true);

        await().atMost(PATIENCE).until(() -> !watch.isFresh());
        assertThat(states()).containsExactly("a up");

        registry.setAway(false);
        await().atMost(PATIENCE).until(() -> watch.isFresh() && states().equals(List.of("a silent")));
        announce("a");
        await().atMost(PATIENCE).until(() -> states().equals(List.of("a up")));
    }

    private void announce(String id) {
        registry.announce("p", Nodes.up(id));
    }

    private List<String> states() {
        return watch.snapshot().nodes().stream()
                .map(node -> node.status().id() + " " + node.standing().wireName())
                .sorted()
                .toList();
    }
}
