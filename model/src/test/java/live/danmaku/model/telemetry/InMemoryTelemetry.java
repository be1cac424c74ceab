package live.danmaku.model.telemetry;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Telemetry in memory, by a clock of the test's. Thread-safe by one lock. */
public final class InMemoryTelemetry implements TelemetryStore {

    private final Clock clock;
    private final List<TelemetrySlice> slices = new ArrayList<>();
    private boolean away;

    public InMemoryTelemetry(Clock clock) {
        this.clock = clock;
    }

    public synchronized void setAway(boolean away) {
        this.away = away;
    }

    @Override
    public synchronized CompletionStage<Long> add(Map<Cohort, Tally> tallies) {
        if (away) {
            return CompletableFuture.failedFuture(new IllegalStateException("the store is away"));
        }
        slices.add(new TelemetrySlice(clock.millis() / SLICE.toMillis() * SLICE.toMillis(), tallies));
        return CompletableFuture.completedFuture(0L);
    }

    @Override
    public synchronized CompletionStage<TelemetryReading> read(Duration window) {
        long now = clock.millis();
        return away
                ? CompletableFuture.failedFuture(new IllegalStateException("the store is away"))
                : CompletableFuture.completedFuture(new TelemetryReading(
                        now,
                        slices.stream()
                                .filter(slice -> slice.begin() >= now - window.toMillis() - SLICE.toMillis())
                                .toList()));
    }
}
