package live.danmaku.model.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.NodeId;
import org.junit.jupiter.api.Test;

/** What every {@link NodeRegistry} must do. */
public abstract class NodeRegistryContract {

    private static final Duration WITHIN = Duration.ofSeconds(10);

    private final NodeStatus node = Nodes.up(UUID.randomUUID().toString());
    private final NodeId id = node.id();

    protected abstract NodeRegistry registry();

    @Test
    void announce_everyField_isReadAsItWas() {
        NodeStatus full = new NodeStatus(
                id,
                NodeState.DRAINING,
                "h5",
                "eu \"west\" — 西",
                List.of(NodeAddress.parse("10.0.0.1:8090"), NodeAddress.parse("[2001:db8::1]:8090")),
                List.of(NodeAddress.parse("push.example:8091")),
                new NodeLoad(12, 20_000, 5_000_000_000L, 0.25, 7_000_000_000L));

        get(registry().announce("p1", full));

        assertThat(list().nodes()).containsEntry(id, full);
    }

    @Test
    void announce_byTwo_theLastCounts() {
        get(registry().announce("p1", node));
        get(registry().announce("p2", Nodes.with(node, new NodeLoad(7, 1_000, 0, 0, 0))));
        assertThat(list().nodes().get(id)).extracting(NodeStatus::load).isEqualTo(new NodeLoad(7, 1_000, 0, 0, 0));

        get(registry().announce("p1", node));
        assertThat(list().nodes()).containsEntry(id, node);
    }

    @Test
    void announce_noMore_isGoneAfterTheLease_andNotWithdrawn() {
        get(registry().announce("p1", node));

        await().atMost(WITHIN).until(() -> !list().nodes().containsKey(id));
        assertThat(list().withdrawn()).doesNotContain(id);
    }

    @Test
    void withdraw_byItsOnlyAnnouncer_isWithdrawnAtOnce() {
        get(registry().announce("p1", node));
        get(registry().withdraw("p1", id));

        assertThat(list().nodes()).doesNotContainKey(id);
        assertThat(list().withdrawn()).contains(id);
    }

    @Test
    void withdraw_byOneOfTwo_staysWhileTheOtherAnnouncesIt() {
        get(registry().announce("p1", node));
        get(registry().announce("p2", node));
        get(registry().withdraw("p1", id));

        assertThat(list().nodes()).containsKey(id);
        assertThat(list().withdrawn()).doesNotContain(id);
    }

    @Test
    void announce_afterAWithdrawal_isThereAgain() {
        get(registry().withdraw("p1", id));
        get(registry().announce("p1", node));

        assertThat(list().nodes()).containsKey(id);
        assertThat(list().withdrawn()).doesNotContain(id);
    }

    @Test
    void orderDrain_isToldToAnnouncersAndReaders() {
        assertThat(get(registry().announce("p1", node))).isEmpty();

        DrainOrder ordered = get(registry().orderDrain(id, Duration.ofSeconds(60)));

        assertThat(ordered.leftMs()).isEqualTo(60_000);
        Optional<DrainOrder> told = get(registry().announce("p2", node));
        assertThat(told).get().extracting(DrainOrder::until).isEqualTo(ordered.until());
        assertThat(told.orElseThrow().leftMs()).isBetween(1L, 60_000L);
        assertThat(list().drains().get(id)).extracting(DrainOrder::until).isEqualTo(ordered.until());
        assertThat(list().isDraining(node)).isTrue();
    }

    @Test
    void orderDrain_timePast_standsWithNothingLeft() {
        get(registry().orderDrain(id, Duration.ZERO));

        assertThat(get(registry().announce("p1", node)))
                .get()
                .extracting(DrainOrder::leftMs)
                .isEqualTo(0L);
    }

    @Test
    void cancelDrain_takesTheOrderBack() {
        get(registry().orderDrain(id, Duration.ofSeconds(60)));

        assertThat(get(registry().cancelDrain(id))).isTrue();
        assertThat(get(registry().cancelDrain(id))).isFalse();
        assertThat(get(registry().announce("p1", node))).isEmpty();
        assertThat(list().drains()).doesNotContainKey(id);
    }

    private NodeTable list() {
        return get(registry().list());
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
