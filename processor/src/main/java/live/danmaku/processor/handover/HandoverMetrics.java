package live.danmaku.processor.handover;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** What is counted of handovers. */
final class HandoverMetrics {

    private final AtomicInteger held = new AtomicInteger();
    private final Counter late;
    private final Counter full;

    HandoverMetrics(MeterRegistry registry) {
        Gauge.builder("danmaku.handover.held", held, AtomicInteger::get)
                .description("Records that wait until what was sent before in another partition is appended")
                .register(registry);
        late = givenUp(registry, "late");
        full = givenUp(registry, "full");
    }

    private static Counter givenUp(MeterRegistry registry, String reason) {
        return Counter.builder("danmaku.handover.given.up")
                .description("Records appended without waiting: their sender may see them out of order")
                .tag("reason", reason)
                .register(registry);
    }

    void held(int records) {
        held.set(records);
    }

    void late() {
        late.increment();
    }

    void full() {
        full.increment();
    }
}
