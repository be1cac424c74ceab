package live.danmaku.db.redis;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** What is counted of reads. */
final class ReadMetrics {

    private final MeterRegistry registry;
    private final Counter fromMaster;
    private final Counter fromReplica;
    private final Counter failovers;

    ReadMetrics(MeterRegistry registry) {
        this.registry = registry;
        fromMaster = reads("master");
        fromReplica = reads("replica");
        failovers = Counter.builder("danmaku.redis.read.failovers")
                .description("Times that a server stopped answering reads")
                .register(registry);
    }

    private Counter reads(String from) {
        return Counter.builder("danmaku.redis.reads")
                .description("Pages of timelines read")
                .tag("from", from)
                .register(registry);
    }

    void showStaleness(Supplier<Number> seconds) {
        Gauge.builder("danmaku.redis.read.staleness", seconds)
                .description("How old what readers see may be")
                .baseUnit("seconds")
                .register(registry);
    }

    void read(ReadServer server) {
        (server.isMaster() ? fromMaster : fromReplica).increment();
    }

    void failedOver() {
        failovers.increment();
    }
}
