package live.danmaku.model.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {

    @Test
    void success_withoutConnects_isWhole() {
        assertThat(Tally.NONE.success()).isEqualTo(100);
        assertThat(new Tally(Map.of(Tally.CONNECTS, 8L, Tally.FAILED, 2L)).success())
                .isEqualTo(75);
    }

    @Test
    void quantile_ofNothing_isNone() {
        assertThat(Tally.NONE.delayMs(0.5)).isEmpty();
    }

    @Test
    void quantile_isTheEndOfItsBucket() {
        Tally tally = Tally.sum(List.of(
                new Tally(Map.of(Tally.delayed(0), 94L)),
                new Tally(Map.of(Tally.delayed(4_999), 5L, Tally.delayed(Long.MAX_VALUE), 1L))));

        assertThat(tally.delays()).isEqualTo(100);
        assertThat(tally.delayMs(0.5)).hasValue(10);
        assertThat(tally.delayMs(0.95)).hasValue(5_000);
        assertThat(tally.delayMs(1)).hasValue(60_000);
    }

    @Test
    void gapRate_isInAHundredReports() {
        assertThat(new Tally(Map.of(Tally.delayed(20), 50L, Tally.GAPS, 2L)).gapRate())
                .isEqualTo(4);
        assertThat(new Tally(Map.of(Tally.GAPS, 2L)).gapRate()).isZero();
    }

    @Test
    void withoutMost_leavesOutThoseWhoReportedTheMost_andOfNobodyAsOfOne() {
        Tally tally = new Tally(Map.of(
                Tally.CONNECTS,
                100L,
                Tally.FAILED,
                60L,
                Tally.by(3, Tally.FAILED),
                30L,
                Tally.by(4, Tally.FAILED),
                5L,
                Tally.by(5, Tally.FAILED),
                1L));

        assertThat(tally.withoutMostFailures(0)).isEqualTo(tally);
        assertThat(tally.withoutMostFailures(1).connects()).isEqualTo(70);
        assertThat(tally.withoutMostFailures(1).failed()).isEqualTo(30);
        assertThat(tally.withoutMostFailures(2).failed()).as("24 are nobody's").isEqualTo(6);
        assertThat(tally.withoutMostFailures(3).failed()).isEqualTo(1);
        assertThat(tally.withoutMostFailures(3).connects()).isEqualTo(41);
    }

    @Test
    void withoutMost_ofDelays_leavesThoseThatAreNotLate() {
        Tally tally = new Tally(
                Map.of(Tally.delayed(20), 50L, Tally.delayed(9_000), 50L, Tally.by(31, Tally.delayed(9_000)), 50L));

        assertThat(tally.withoutMostLate(1).delays()).isEqualTo(50);
        assertThat(tally.withoutMostLate(1).delayMs(1)).hasValue(20);
    }
}
