package live.danmaku.processor.gear;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.FlowLoad;
import live.danmaku.model.gear.Gear;
import live.danmaku.model.gear.GearPin;
import live.danmaku.model.gear.GearState;
import org.junit.jupiter.api.Test;

class GearRuleTest {

    private static final long BEGIN = 1_700_000_000_000L;
    private static final Flow FLOW = new Flow(Topic.room(new RoomId("r1")), MessageType.COMMENT);
    private static final GearSettings SETTINGS =
            new GearSettings(8, Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofSeconds(15), 50);

    private final GearRule rule = new GearRule(SETTINGS, BEGIN);
    private final List<Integer> gears = new ArrayList<>();
    private GearState state = GearState.first(FLOW);
    private long now = BEGIN;

    @Test
    void judge_behindWithRecordsWaitingForTheAppend_takesThePoolFirst() {
        seconds(1, 1_500, 8_000, 3_000);

        assertThat(state.gear()).isEqualTo(Gear.THIRD);
        assertThat(state.reason()).isEqualTo("1,500 ms behind at 8,000 messages/s: 3,000 records wait for the append");
        assertThat(state.move()).isEqualTo(GearState.Move.NEVER);
    }

    @Test
    void judge_behindWithNothingWaiting_takesMorePartitions() {
        seconds(1, 1_500, 8_000, 3);

        assertThat(state.gear()).isEqualTo(Gear.SECOND);
        assertThat(state.move().at()).isGreaterThan(now);
    }

    @Test
    void judge_stillBehind_takesBoth() {
        seconds(5, 2_000, 8_000, 3_000);

        assertThat(gears).containsExactly(3, 4);
    }

    @Test
    void judge_lagFalls_waitsForWhatTheLastShiftBrings() {
        seconds(1, 4_000, 8_000, 3_000);
        for (long lag = 3_000; lag > 1_000; lag = lag * 3 / 4) {
            seconds(1, lag, 9_000, 3_000);
        }

        assertThat(gears).containsExactly(3);
    }

    @Test
    void judge_fewMessages_areNotTheCauseOfTheirOwnLag() {
        seconds(10, 60_000, 49, 100);

        assertThat(gears).isEmpty();
    }

    @Test
    void judge_calmForLong_goesDownStepByStep() {
        seconds(5, 2_000, 8_000, 3_000);
        seconds(14, 100, 100, 0);
        assertThat(gears).containsExactly(3, 4);

        seconds(40, 100, 100, 0);

        assertThat(gears).containsExactly(3, 4, 3, 1);
    }

    @Test
    void judge_lagNeitherHighNorLow_staysAsItIs() {
        seconds(1, 2_000, 8_000, 3_000);
        seconds(600, 500, 100, 0);

        assertThat(gears).containsExactly(3);
    }

    @Test
    void judge_rateThatTheLowerGearCouldNotKeepUpWith_staysUp() {
        seconds(1, 2_000, 8_000, 3_000);
        seconds(300, 50, 7_000, 0);
        assertThat(gears).containsExactly(3);

        seconds(20, 50, 5_000, 0);

        assertThat(gears).containsExactly(3, 1);
    }

    @Test
    void judge_upAgainSoonAfterDown_hasToBeCalmForTwiceAsLong() {
        seconds(1, 2_000, 8_000, 3_000);
        seconds(17, 50, 100, 0);
        assertThat(gears).containsExactly(3, 1);
        seconds(1, 2_000, 8_000, 3_000);

        seconds(25, 50, 100, 0);
        assertThat(gears).containsExactly(3, 1, 3);
        seconds(10, 50, 100, 0);

        assertThat(gears).containsExactly(3, 1, 3, 1);
    }

    @Test
    void judge_lagThatSwings_shiftsSeldom() {
        for (int minute = 0; minute < 60; minute++) {
            seconds(20, 1_500, 8_000, 3_000);
            seconds(40, 50, 100, 0);
        }

        assertThat(gears).hasSizeLessThan(30);
    }

    @Test
    void follow_pin_takesItAndWaitsForTheLastMove() {
        GearPin spread = new GearPin(FLOW, Gear.FOURTH, now + 60_000);
        apply(rule.follow(state, spread, now).orElseThrow());
        assertThat(rule.follow(state, spread, now)).isEmpty();
        GearPin home = new GearPin(FLOW, Gear.FIRST, now + 60_000);
        assertThat(rule.follow(state, home, now + 500)).isEmpty();

        assertThat(rule.follow(state, home, now + 2 * GearState.Move.TOLD_BEFORE_MS))
                .map(GearState::gear)
                .contains(Gear.FIRST);
        assertThat(rule.follow(state, new GearPin(FLOW, Gear.SECOND, now + 60_000), now + 500))
                .map(GearState::gear)
                .contains(Gear.SECOND);
    }

    private void seconds(int count, long lagMs, long ratePerS, long waiting) {
        for (int i = 0; i < count; i++) {
            now += 1_000;
            rule.judge(state, new FlowLoad(FLOW, lagMs, ratePerS, waiting), now).ifPresent(this::apply);
        }
    }

    private void apply(GearState next) {
        state = next;
        gears.add(next.gear().number());
    }
}
