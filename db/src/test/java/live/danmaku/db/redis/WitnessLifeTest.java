package live.danmaku.db.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import live.danmaku.db.redis.WitnessLife.Found;
import live.danmaku.db.redis.WitnessLife.Sent;
import live.danmaku.model.timeline.StoreLoss;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WitnessLifeTest {

    private static final long NONE = -1;

    private final WitnessLife life = new WitnessLife();
    private final List<Long> lastGood = new ArrayList<>();

    @BeforeEach
    void listen() {
        life.onLoss(loss -> lastGood.add(loss.lastGood()));
    }

    @Test
    void answered_theWitnessBefore_isNoLoss() {
        assertThat(answered(life.begin(1_000), NONE)).isEqualTo(Found.KEPT);
        assertThat(answered(life.begin(2_000), 1_000)).isEqualTo(Found.KEPT);

        assertThat(life.losses()).isZero();
    }

    @Test
    void answered_anOlderWitness_isALossSinceThatOne() {
        answered(life.begin(1_000), NONE);
        answered(life.begin(2_000), 1_000);
        answered(life.begin(3_000), 2_000);

        assertThat(answered(life.begin(4_000), 1_000)).isEqualTo(Found.LOST);

        assertThat(lastGood).containsExactly(1_000L);
    }

    @Test
    void answered_noWitness_isALossSinceTheFirst() {
        answered(life.begin(1_000), NONE);
        answered(life.begin(2_000), 1_000);

        assertThat(answered(life.begin(3_000), NONE)).isEqualTo(Found.LOST);

        assertThat(lastGood).containsExactly(1_000L);
    }

    @Test
    void answered_byAnotherServerThatKnowsAll_isALossSinceTheLast() {
        answered(life.begin(1_000), NONE);
        answered(life.begin(2_000), 1_000);

        assertThat(life.answered(life.begin(3_000), 2_000, "b", WitnessLifeTest::loss))
                .isEqualTo(Found.LOST);

        assertThat(lastGood).containsExactly(2_000L);
    }

    @Test
    void answered_severalAskedBeforeTheLossWasNoticed_tellItOnce() {
        answered(life.begin(1_000), NONE);
        answered(life.begin(2_000), 1_000);
        Sent first = life.begin(3_000);
        Sent second = life.begin(4_000);

        assertThat(answered(first, 1_000)).isEqualTo(Found.LOST);
        assertThat(answered(second, 1_000)).isEqualTo(Found.OUTDATED);

        assertThat(life.losses()).isEqualTo(1);
        assertThat(answered(life.begin(5_000), 1_000)).isEqualTo(Found.KEPT);
    }

    @Test
    void answered_lateAndOutOfOrder_isNoLoss() {
        answered(life.begin(1_000), NONE);
        Sent slow = life.begin(2_000);
        answered(life.begin(3_000), 2_000);

        assertThat(answered(slow, 1_000)).isEqualTo(Found.KEPT);
        assertThat(answered(life.begin(4_000), 3_000)).isEqualTo(Found.KEPT);
    }

    @Test
    void answered_secondLoss_isToldToo() {
        answered(life.begin(1_000), NONE);
        answered(life.begin(2_000), 1_000);
        answered(life.begin(3_000), 1_000);
        answered(life.begin(4_000), 1_000);
        answered(life.begin(5_000), 4_000);

        assertThat(answered(life.begin(6_000), 4_000)).isEqualTo(Found.LOST);

        assertThat(lastGood).containsExactly(1_000L, 4_000L);
    }

    private Found answered(Sent sent, long found) {
        return life.answered(sent, found, "a", WitnessLifeTest::loss);
    }

    private static StoreLoss loss(long lastGood) {
        return new StoreLoss(lastGood, 0);
    }
}
