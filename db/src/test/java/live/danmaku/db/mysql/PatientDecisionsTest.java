package live.danmaku.db.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import live.danmaku.model.ops.Decision;
import live.danmaku.model.ops.DecisionLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

class PatientDecisionsTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AwayLog behind = new AwayLog();
    private final PatientDecisions log = new PatientDecisions(behind, Duration.ofMillis(1), registry);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void record_logAway_waitsAndKeepsAllInOrderWhenItIsBack() {
        behind.failure = new IllegalStateException("away");
        List<CompletionStage<Void>> stages = new ArrayList<>();
        for (int at = 0; at < 100; at++) {
            stages.add(log.record(decision(at)));
        }
        await().atMost(SOON).until(() -> behind.attempts > 3);
        assertThat(stages).noneMatch(stage -> stage.toCompletableFuture().isDone());

        behind.failure = null;

        await().atMost(SOON).until(() -> stages.get(99).toCompletableFuture().isDone());
        assertThat(behind.kept)
                .extracting(Decision::at)
                .containsExactlyElementsOf(LongStream.range(0, 100).boxed().toList());
        assertThat(dropped()).isZero();
    }

    @Test
    void record_moreThanMayWait_dropsTheRestAndCountsIt() {
        behind.failure = new IllegalStateException("away");
        for (int at = 0; at < PatientDecisions.MOST_WAITING; at++) {
            log.record(decision(at));
        }

        CompletionStage<Void> one = log.record(decision(-1));

        assertThat(one).isCompletedExceptionally();
        assertThat(dropped()).isEqualTo(1);
    }

    @Test
    void record_whatCanNeverBeKept_isDroppedAndHoldsUpNothing() {
        behind.failure = new IllegalStateException("away");
        CompletionStage<Void> bad = log.record(decision(1));
        CompletionStage<Void> good = log.record(decision(2));

        behind.refused = decision(1);
        behind.failure = null;

        await().atMost(SOON).until(() -> good.toCompletableFuture().isDone());
        assertThat(bad).isCompletedExceptionally();
        assertThat(behind.kept).containsExactly(decision(2));
        assertThat(dropped()).isEqualTo(1);
    }

    private double dropped() {
        return registry.get("danmaku.decisions.dropped").counter().count();
    }

    private static Decision decision(long at) {
        return new Decision(at, "gear", "room:r1 comment", "1", "2", "", Map.of());
    }

    /** Fails while it has a failure, and always for what it refuses. */
    private static final class AwayLog implements DecisionLog {

        private final List<Decision> kept = new CopyOnWriteArrayList<>();
        private volatile @Nullable RuntimeException failure;
        private volatile @Nullable Decision refused;
        private volatile int attempts;

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread calls this
        public CompletionStage<Void> record(Decision decision) {
            attempts++;
            @Nullable RuntimeException away = failure;
            if (away != null) {
                return CompletableFuture.failedFuture(away);
            }
            if (decision.equals(refused)) {
                return CompletableFuture.failedFuture(new DataIntegrityViolationException("too long"));
            }
            kept.add(decision);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<List<Decision>> list(@Nullable String kind, long before, int limit) {
            throw new UnsupportedOperationException();
        }
    }
}
