package live.danmaku.tools.history.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.danmaku.tools.history.record.HistoryClock;
import live.danmaku.tools.history.record.HistoryFile;
import live.danmaku.tools.history.record.Load;
import live.danmaku.tools.history.system.Api;
import live.danmaku.tools.history.system.Deployment;
import live.danmaku.tools.history.system.ServerProcess;

/** Writes down what each process holds. Calls block. */
final class Loads {

    /** Gauges of what waits; they go back to nothing when nothing happens. */
    private static final List<String> QUEUES =
            List.of("danmaku_messages_waiting", "danmaku_handover_held", "danmaku_connector_pages_waiting");

    private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"";

    private final Deployment deployment;
    private final HistoryFile history;

    Loads(Deployment deployment, HistoryFile history) {
        this.deployment = deployment;
        this.history = history;
    }

    void write(boolean atEnd) throws InterruptedException {
        for (ServerProcess process : deployment.processes()) {
            String gauges = new Api(process.url()).text("/actuator/prometheus");
            Map<String, Long> queues = new HashMap<>();
            QUEUES.stream().filter(gauges::contains).forEach(name -> queues.put(name, sum(gauges, name)));
            history.write(new Load(
                    process.name(),
                    atEnd,
                    gauges.contains(HEAP) ? sum(gauges, HEAP) : -1,
                    process.residentKb().orElse(-1),
                    queues,
                    HistoryClock.now()));
        }
    }

    private static long sum(String gauges, String beginning) {
        return (long) gauges.lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
