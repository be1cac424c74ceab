package live.danmaku.model.gear;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import org.junit.jupiter.api.Test;

/** What every {@link GearStore} must do. */
public abstract class GearStoreContract {

    private final Flow flow = new Flow(Topic.room(new RoomId("r" + UUID.randomUUID())), MessageType.COMMENT);

    /** The store under test; others may be using it at the same time. */
    protected abstract GearStore store();

    @Test
    void read_flowThatNobodySpokeOf_isInTheFirstGearAtHome() {
        GearTable table = get(store().read());

        assertThat(table.of(flow).gear()).isEqualTo(Gear.FIRST);
        assertThat(table.of(flow).routeAt(table.now())).isEqualTo(Route.HOME);
        assertThat(table.states()).doesNotContainKey(flow);
    }

    @Test
    void shift_state_isReadAsItWas() {
        GearState state = fourth();

        assertThat(get(store().shift(GearState.first(flow), state))).isTrue();

        assertThat(get(store().read()).states()).containsEntry(flow, state);
    }

    @Test
    void shift_anotherDidMeanwhile_changesNothing() {
        GearState state = fourth();
        get(store().shift(GearState.first(flow), state));

        assertThat(get(store().shift(
                                GearState.first(flow),
                                GearState.first(flow).shift(Gear.THIRD, 1_700_000_000_000L, "paused"))))
                .isFalse();
        assertThat(get(store().forget(GearState.first(flow)))).isFalse();

        assertThat(get(store().read()).states()).containsEntry(flow, state);
    }

    @Test
    void shift_asItWasRead_isKept() {
        get(store().shift(GearState.first(flow), fourth()));
        GearState read = get(store().read()).of(flow);
        GearState next = read.shift(Gear.FIRST, 1_700_000_100_000L, "calm");

        assertThat(get(store().shift(read, next))).isTrue();

        assertThat(get(store().read()).of(flow)).isEqualTo(next);
    }

    @Test
    void forget_state_isGone() {
        get(store().shift(GearState.first(flow), fourth()));

        assertThat(get(store().forget(fourth()))).isTrue();

        assertThat(get(store().read()).states()).doesNotContainKey(flow);
    }

    private GearState fourth() {
        return new GearState(
                flow,
                Gear.FOURTH,
                1_700_000_000_000L,
                "2 s behind, and words",
                new GearState.Move(1_700_000_000_800L, 7));
    }

    @Test
    void pin_forSomeTime_countsFromTheStoresNow() {
        long before = get(store().read()).now();
        long until = get(store().pin(flow, Gear.THIRD, Duration.ofMinutes(1)));
        long after = get(store().read()).now();

        assertThat(until).isBetween(before + 60_000, after + 60_000);
        assertThat(get(store().read()).pins()).containsEntry(flow, new GearPin(flow, Gear.THIRD, until));
    }

    @Test
    void pin_again_replacesAndZeroEnds() {
        get(store().pin(flow, Gear.THIRD, Duration.ofMinutes(1)));
        get(store().pin(flow, Gear.SECOND, Duration.ofMinutes(2)));
        assertThat(get(store().read()).pins().get(flow))
                .extracting(GearPin::gear)
                .isEqualTo(Gear.SECOND);

        get(store().pin(flow, Gear.SECOND, Duration.ZERO));

        assertThat(get(store().read()).pins()).doesNotContainKey(flow);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
