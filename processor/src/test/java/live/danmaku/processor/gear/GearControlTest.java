package live.danmaku.processor.gear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.FlowLoad;
import live.danmaku.model.gear.Gear;
import live.danmaku.model.gear.InMemoryGears;
import live.danmaku.model.gear.InMemoryLoads;
import live.danmaku.model.ops.Decision;
import live.danmaku.model.ops.DecisionLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GearControlTest {

    private static final Flow FLOW = new Flow(Topic.room(new RoomId("r1")), MessageType.COMMENT);
    private static final GearSettings SETTINGS =
            new GearSettings(8, Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofSeconds(2), 50);

    private final InMemoryGears gears = new InMemoryGears(Clock.systemUTC());
    private final InMemoryLoads loads = new InMemoryLoads(Clock.systemUTC());
    private final Decisions decisions = new Decisions();
    private volatile FlowLoad measured = FlowLoad.none(FLOW);

    @Test
    void flowIsBehindAndThenCalm_goesUpAndDownAndSaysWhy() {
        try (GearControl one = start();
                GearControl other = start()) {
            measured = new FlowLoad(FLOW, 4_000, 2_000, 500);
            awaitGear(Gear.THIRD);

            measured = new FlowLoad(FLOW, 10, 60, 0);
            awaitGear(Gear.FIRST);
        }

        assertThat(decisions.all).extracting(Decision::before).containsExactly("1", "3");
        assertThat(decisions.all).extracting(Decision::after).containsExactly("3", "1");
        assertThat(decisions.all.get(0).subject()).isEqualTo("room:r1 comment");
        assertThat(decisions.all.get(0).inputs()).containsEntry("lagMs", 4_000L).containsKeys("ratePerS", "waiting");
    }

    @Test
    void flowIsPinned_isFollowedWithinASecondUntilThePinEnds() {
        try (GearControl control = start()) {
            gears.pin(FLOW, Gear.FOURTH, Duration.ofSeconds(3));
            await().atMost(1, TimeUnit.SECONDS).until(() -> gear() == Gear.FOURTH);

            awaitGear(Gear.FIRST);
        }

        assertThat(decisions.all).extracting(Decision::reason).last().isEqualTo("the pin has ended");
    }

    @Test
    void storeIsAway_goesOnWhenItIsBack() {
        gears.setAway(true);
        measured = new FlowLoad(FLOW, 4_000, 2_000, 500);
        try (GearControl control = start()) {
            gears.setAway(false);

            awaitGear(Gear.THIRD);
        }
    }

    private GearControl start() {
        GearControl control = new GearControl(gears, loads, () -> List.of(measured), decisions, SETTINGS);
        control.start();
        return control;
    }

    private void awaitGear(Gear gear) {
        await().atMost(20, TimeUnit.SECONDS).until(() -> gear() == gear);
    }

    private Gear gear() {
        return gears.read().toCompletableFuture().join().of(FLOW).gear();
    }

    private static final class Decisions implements DecisionLog {

        final List<Decision> all = new CopyOnWriteArrayList<>();

        @Override
        public CompletionStage<Void> record(Decision decision) {
            all.add(decision);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<List<Decision>> list(@Nullable String kind, long before, int limit) {
            return CompletableFuture.completedFuture(all);
        }
    }
}
