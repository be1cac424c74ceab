package live.danmaku.frontend.hotroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadMeterTest {

    private static final HotRoomSettings SETTINGS =
            new HotRoomSettings(20, 10, Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMillis(500), 1_000);

    private final ReadMeter meter = new ReadMeter();
    private long now;

    @Test
    void judge_manyPolls_isHotAtOnce() {
        second(19);
        assertThat(meter.isHot()).isFalse();

        second(20);

        assertThat(meter.isHot()).isTrue();
    }

    @Test
    void judge_fewerThanLeaveForLong_isColdAgain() {
        second(20);
        for (int i = 0; i < 10; i++) {
            second(9);
        }
        assertThat(meter.isHot()).isTrue();

        second(9);

        assertThat(meter.isHot()).isFalse();
    }

    @Test
    void judge_betweenTheTwoLimits_staysAsItIs() {
        second(20);
        for (int i = 0; i < 100; i++) {
            second(i % 5 == 0 ? 10 : 5);
        }

        assertThat(meter.isHot()).isTrue();
    }

    private void second(int polls) {
        for (int i = 0; i < polls; i++) {
            meter.count();
        }
        now += 1_000;
        meter.judge(SETTINGS, Duration.ofSeconds(1), now);
    }
}
