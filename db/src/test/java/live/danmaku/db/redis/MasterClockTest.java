package live.danmaku.db.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MasterClockTest {

    private final AtomicLong nanos = new AtomicLong(Duration.ofHours(5).toNanos());
    private final MasterClock clock = new MasterClock(nanos::get);

    @Test
    void now_masterNeverMet_isUnknown() {
        assertThat(clock.now()).isEmpty();
    }

    @Test
    void now_masterMet_goesOnFromTheMiddleOfTheCall() {
        long asked = nanos.get();
        nanos.addAndGet(Duration.ofMillis(20).toNanos());
        clock.met(1_000_000, asked);

        assertThat(clock.now()).hasValue(1_000_010);
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(clock.now()).hasValue(1_003_010);
    }
}
