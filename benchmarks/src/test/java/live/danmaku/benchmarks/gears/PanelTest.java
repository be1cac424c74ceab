package live.danmaku.benchmarks.gears;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PanelTest {

    @Test
    void ticks_areRoundAndEndAboveTheHighestValue() {
        assertThat(Panel.ticks(27_560)).containsExactly(0.0, 10_000.0, 20_000.0, 30_000.0);
        assertThat(Panel.ticks(1_656)).containsExactly(0.0, 500.0, 1_000.0, 1_500.0, 2_000.0);
        assertThat(Panel.ticks(1)).containsExactly(0.0, 1.0);
    }
}
