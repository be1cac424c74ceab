package live.danmaku.model.gear;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Loads in memory, by a clock that tests move. Thread-safe by one lock. */
public final class InMemoryLoads implements FlowLoads {

    private final Clock clock;
    private final Map<String, Report> reports = new HashMap<>();
    private String leader = "";
    private long leadsUntil;

    private record Report(long at, List<FlowLoad> loads) {}

    public InMemoryLoads(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized CompletionStage<Void> report(String processor, Collection<FlowLoad> loads) {
        reports.put(processor, new Report(clock.millis(), List.copyOf(loads)));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<List<FlowLoad>> read() {
        Map<Flow, FlowLoad> sums = new HashMap<>();
        reports.values().stream()
                .filter(report -> report.at() > clock.millis() - KEPT.toMillis())
                .flatMap(report -> report.loads().stream())
                .forEach(load -> sums.merge(load.flow(), load, FlowLoad::and));
        return CompletableFuture.completedFuture(List.copyOf(sums.values()));
    }

    @Override
    public synchronized CompletionStage<Boolean> lead(String processor, Duration length) {
        long now = clock.millis();
        if (now < leadsUntil && !leader.equals(processor)) {
            return CompletableFuture.completedFuture(false);
        }
        leader = processor;
        leadsUntil = now + length.toMillis();
        return CompletableFuture.completedFuture(true);
    }
}
