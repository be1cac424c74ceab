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
}
