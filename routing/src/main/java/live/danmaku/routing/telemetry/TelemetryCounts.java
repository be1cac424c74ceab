package live.danmaku.routing.telemetry;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import live.danmaku.model.telemetry.Cohort;
import live.danmaku.model.telemetry.Tally;
import live.danmaku.model.telemetry.TelemetryStore;

/** What was reported to this process since it was last shared. Thread-safe by its own lock. */
final class TelemetryCounts {

    private final KnownNames versions;
    private final KnownNames networks;
    private Map<Cohort, Map<String, Long>> counts = new HashMap<>();

    TelemetryCounts(TelemetrySettings settings, Clock clock) {
        versions = new KnownNames(settings.mostVersions(), TelemetryStore.KEPT, clock);
        networks = new KnownNames(settings.mostNetworks(), TelemetryStore.KEPT, clock);
    }

    /** @param reporter gives the number of who told an event, see {@link Tally#by} */
    synchronized void add(List<TelemetryEvent> events, IntSupplier reporter) {
        for (TelemetryEvent event : events) {
            Cohort cohort = new Cohort(event.transport(), versions.of(event.version()), networks.of(event.network()));
            Map<String, Long> counted = counts.computeIfAbsent(cohort, key -> new HashMap<>());
            event.count(reporter.getAsInt(), (name, count) -> counted.merge(name, count, Long::sum));
        }
    }

    /** Takes what is there. */
    synchronized Map<Cohort, Tally> take() {
        Map<Cohort, Tally> taken = new HashMap<>();
        counts.forEach((cohort, counted) -> taken.put(cohort, new Tally(counted)));
        counts = new HashMap<>();
        return taken;
    }
}
