package live.danmaku.routing.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import live.danmaku.model.telemetry.Cohort;
import live.danmaku.model.telemetry.Tally;
import live.danmaku.model.telemetry.TelemetryStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes reports and adds their counts to the store now and then. What cannot be added is dropped and counted: told later it
 * would be taken for news. Thread-safe.
 */
public final class TelemetryIntake implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TelemetryIntake.class);

    private final TelemetryStore store;
    private final TelemetryCounts counts;
    private final long shareMs;
    private final Map<TelemetryEvent.Kind, Counter> events = new EnumMap<>(TelemetryEvent.Kind.class);
    private final Counter dropped;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "telemetry"));

    public TelemetryIntake(TelemetryStore store, TelemetrySettings settings, Clock clock, MeterRegistry registry) {
        this.store = store;
        counts = new TelemetryCounts(settings, clock);
        shareMs = settings.share().toMillis();
        for (TelemetryEvent.Kind kind : TelemetryEvent.Kind.values()) {
            events.put(
                    kind,
                    Counter.builder("danmaku.telemetry.events")
                            .description("What clients reported of their connections")
                            .tag("kind", kind.wireName())
                            .register(registry));
        }
        dropped = Counter.builder("danmaku.telemetry.dropped")
                .description("Counts that could not be shared with the other routers")
                .register(registry);
    }

    public void start() {
        thread.scheduleWithFixedDelay(this::share, shareMs, shareMs, TimeUnit.MILLISECONDS);
    }

    /** @param reporter gives the number of who told an event, see {@link Tally#by} */
    void take(List<TelemetryEvent> reported, IntSupplier reporter) {
        counts.add(reported, reporter);
        for (TelemetryEvent event : reported) {
            Counter counter = events.get(event.kind());
            if (counter != null) {
                counter.increment();
            }
        }
    }

    private void share() {
        Map<Cohort, Tally> taken = counts.take();
        if (taken.isEmpty()) {
            return;
        }
        int all =
                taken.values().stream().mapToInt(tally -> tally.counts().size()).sum();
        store.add(taken).whenComplete((leftOut, failure) -> {
            if (failure != null) {
                dropped.increment(all);
                log.debug("{} counts of telemetry dropped", all, failure);
            } else if (leftOut > 0) {
                dropped.increment(leftOut);
            }
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
        share();
    }
}
