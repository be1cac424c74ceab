package live.danmaku.benchmarks.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkTest {

    @Test
    void bound_redisBusyAllTheTime_isRedis() {
        assertThat(work(950, 0.99).bound()).isEqualTo("Redis's core");
    }

    @Test
    void bound_allCoresBusyButRedisNot_isTheMachine() {
        assertThat(work(500, 0.99).bound()).isEqualTo("the machine's cores");
    }

    @Test
    void bound_nobodyBusy_isWaiting() {
        assertThat(work(100, 0.3).bound()).isEqualTo("waiting");
    }

    @Test
    void micros_arePerMessage() {
        assertThat(work(500, 0.5).redisMicros()).isEqualTo(10);
        assertThat(work(500, 0.5).perSecond()).isEqualTo(50_000);
    }

    private static Work work(int redisMs, double machineLoad) {
        return new Work(50_000, Duration.ofSeconds(1), Duration.ofMillis(redisMs), Duration.ofMillis(100), machineLoad);
    }
}
