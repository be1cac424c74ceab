package live.danmaku.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    @Test
    void run_candidateThatGetsFaster_goesOnUntilItDoesNot() throws Exception {
        AtomicInteger turns = new AtomicInteger();
        String how = WarmUp.run(List.of(() -> Math.min(10, turns.incrementAndGet()) * 100), Duration.ofMinutes(1));
        assertThat(turns.get()).isBetween(12, 13);
        assertThat(how).startsWith("warm");
    }

    @Test
    void run_withoutTimeLeft_saysThatItIsNotWarm() throws Exception {
        assertThat(WarmUp.run(List.of(() -> 1), Duration.ZERO)).startsWith("NOT warm");
    }
}
