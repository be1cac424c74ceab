package live.danmaku.routing.telemetry;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import live.danmaku.model.telemetry.Cohort;
import live.danmaku.model.telemetry.Tally;
import live.danmaku.model.telemetry.TelemetryReading;
import live.danmaku.model.telemetry.TelemetryStore;
import live.danmaku.model.telemetry.Transport;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what clients of all routers reported lately. */
@Tag(name = "Ops")
@RestController
public final class TelemetryOpsController {

    private static final long LEAST_WINDOW_MS = 1_000;

    private final TelemetryStore store;

    public TelemetryOpsController(TelemetryStore store) {
        this.store = store;
    }

    /**
     * @param now in ms since 1970
     * @param transports sums: {@code long} (all long connections), {@code polling}, and each transport that was reported
     * @param versions sums of the long connections, by version
     * @param cohorts each of them
     */
    record Report(
            long now, long windowMs, List<CohortRow> transports, List<VersionRow> versions, List<CohortRow> cohorts) {}

    record VersionRow(String version, CohortRow sum) {}

    @Operation(
            summary = "What clients reported lately",
            description =
                    "windowMs: how far back, 1,000 to 300,000. Counts of all routers; times are the ends of buckets.")
    @GetMapping("/v1/ops/telemetry")
    CompletionStage<Report> read(
            @RequestParam(defaultValue = "60000") String windowMs, @Parameter(hidden = true) Caller caller) {
        caller.requireAny("reading telemetry", Role.OPS);
        long window = window(windowMs);
        return store.read(Duration.ofMillis(window)).thenApply(reading -> report(reading, window));
    }

    private static Report report(TelemetryReading reading, long window) {
        Map<Cohort, Tally> tallies = reading.since(reading.now() - window);
        List<CohortRow> transports = new ArrayList<>();
        transports.add(
                CohortRow.of("long", sum(tallies, cohort -> cohort.transport().isLong())));
        for (Transport transport : Transport.values()) {
            Tally sum = sum(tallies, cohort -> cohort.transport() == transport);
            if (transport == Transport.POLLING || !sum.counts().isEmpty()) {
                transports.add(CohortRow.of(transport.wireName(), sum));
            }
        }
        List<VersionRow> versions = tallies.keySet().stream()
                .filter(cohort -> cohort.transport().isLong())
                .map(Cohort::version)
                .distinct()
                .sorted()
                .map(version -> new VersionRow(
                        version,
                        CohortRow.of(
                                "long",
                                sum(
                                        tallies,
                                        cohort -> cohort.transport().isLong()
                                                && cohort.version().equals(version)))))
                .toList();
        List<CohortRow> cohorts = tallies.entrySet().stream()
                .map(entry -> CohortRow.of(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(CohortRow::transport)
                        .thenComparing(row -> String.valueOf(row.version()))
                        .thenComparing(row -> String.valueOf(row.network())))
                .toList();
        return new Report(reading.now(), window, transports, versions, cohorts);
    }

    private static Tally sum(Map<Cohort, Tally> tallies, Predicate<Cohort> which) {
        return Tally.sum(tallies.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList());
    }

    private static long window(String given) {
        long most = TelemetryStore.KEPT.toMillis();
        try {
            long window = Long.parseLong(given);
            if (window >= LEAST_WINDOW_MS && window <= most) {
                return window;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw ApiException.badRequest("windowMs: '%s' (expected: %d-%d)".formatted(given, LEAST_WINDOW_MS, most));
    }
}
