package live.danmaku.model.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every {@link TelemetryStore} must do. */
public abstract class TelemetryStoreContract {

    private static final Duration WINDOW = Duration.ofSeconds(60);

    private final Cohort cohort = new Cohort(Transport.WEBSOCKET, "1.2", "n-" + UUID.randomUUID());
    private final Cohort unknown = new Cohort(Transport.POLLING, "", "");

    protected abstract TelemetryStore store();

    @Test
    void read_whatSeveralAdded_isTheSum() {
        get(store().add(Map.of(cohort, new Tally(Map.of(Tally.CONNECTS, 3L, Tally.FAILED, 1L)))));
        get(store().add(Map.of(cohort, new Tally(Map.of(Tally.CONNECTS, 4L, Tally.connectTook(80), 4L)))));

        Tally sum = tally(cohort);

        assertThat(sum.connects()).isEqualTo(7);
        assertThat(sum.failed()).isEqualTo(1);
        assertThat(sum.connectMs(0.5)).hasValue(100);
    }

    @Test
    void read_clientsThatSayNeitherVersionNorNetwork_areACohort() {
        long before = tally(unknown).gaps();
        get(store().add(Map.of(unknown, new Tally(Map.of(Tally.GAPS, 2L)))));

        assertThat(tally(unknown).gaps()).isEqualTo(before + 2);
    }

    @Test
    void since_afterTheSlice_isNothing() {
        get(store().add(Map.of(cohort, new Tally(Map.of(Tally.CONNECTS, 3L)))));

        TelemetryReading reading = get(store().read(WINDOW));

        assertThat(reading.since(reading.now() + 1)).isEmpty();
        assertThat(reading.slices()).allMatch(slice -> slice.begin() <= reading.now());
    }

    private Tally tally(Cohort of) {
        TelemetryReading reading = get(store().read(WINDOW));
        return reading.since(0).getOrDefault(of, Tally.NONE);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
