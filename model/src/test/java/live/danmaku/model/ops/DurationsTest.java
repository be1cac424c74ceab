package live.danmaku.model.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DurationsTest {

    private static final long ALL = Long.MAX_VALUE;

    @Test
    void percentile_betweenTwoBounds_isInProportion() {
        Durations durations = of(Map.of(100L, 0L, 200L, 10L, ALL, 10L));

        assertThat(durations.percentile(0.5)).isEqualTo(150);
        assertThat(durations.percentile(1)).isEqualTo(200);
    }

    @Test
    void percentile_beyondTheLastBound_isThatBound() {
        assertThat(of(Map.of(100L, 1L, ALL, 10L)).percentile(0.99)).isEqualTo(100);
    }

    @Test
    void percentile_ofNothing_isNone() {
        assertThat(Durations.NONE.percentile(0.5)).isEqualTo(-1);
        assertThat(of(Map.of(100L, 0L, ALL, 0L)).percentile(0.5)).isEqualTo(-1);
    }

    @Test
    void since_anEarlierLook_isWhatCameBetween() {
        Durations before = of(Map.of(100L, 5L, ALL, 5L));
        Durations now = of(Map.of(100L, 6L, ALL, 9L));

        assertThat(now.since(before)).isEqualTo(of(Map.of(100L, 1L, ALL, 4L)));
        assertThat(before.since(now)).as("begun anew").isEqualTo(before);
    }

    private static Durations of(Map<Long, Long> upTo) {
        return new Durations(new TreeMap<>(upTo));
    }
}
