package live.danmaku.benchmarks.gears;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadShapeTest {

    private final LoadShape shape = new LoadShape(
            100, 1_000, Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10));

    @Test
    void dueAfter_whileCalm_followsTheCalmRate() {
        assertThat(shape.dueAfter(Duration.ofSeconds(3))).isEqualTo(300);
    }

    @Test
    void dueAfter_inTheMiddleOfTheRise_hasARateInTheMiddle() {
        assertThat(shape.dueAfter(Duration.ofSeconds(11))).isEqualTo(1_000 + (100 + 550) / 2.0);
    }

    @Test
    void dueAfter_theEnd_isTheAreaBelowTheWholeShape() {
        assertThat(shape.dueAfter(shape.length())).isEqualTo(1_000 + 1_100 + 5_000 + 1_100 + 1_000);
        assertThat(shape.dueAfter(Duration.ofHours(1))).isEqualTo(shape.dueAfter(shape.length()));
    }
}
