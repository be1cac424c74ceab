package live.danmaku.frontend.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** What is counted of server-sent events. */
final class EventsMetrics {

    private final MeterRegistry registry;
    private final AtomicInteger streams = new AtomicInteger();
    private final Counter reads;
    private final Counter pages;
    private final Counter failures;

    EventsMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("danmaku.events.streams", streams, AtomicInteger::get)
                .description("Open streams of server-sent events on this front end")
                .register(registry);
        reads = Counter.builder("danmaku.events.reads")
                .description("Pages read to follow rooms, whatever the number of viewers")
                .register(registry);
        pages = Counter.builder("danmaku.events.pages")
                .description("Pages read for viewers that came with an older cursor")
                .register(registry);
        failures = Counter.builder("danmaku.events.failures")
                .description("Readings that the store did not answer")
                .register(registry);
    }

    void opened() {
        streams.incrementAndGet();
    }

    void closed() {
        streams.decrementAndGet();
    }

    void read() {
        reads.increment();
    }

    void page() {
        pages.increment();
    }

    void failed() {
        failures.increment();
    }

    /** @param reason {@code slow}, {@code stuck}, {@code switch} or {@code shutdown} */
    void ended(String reason) {
        Counter.builder("danmaku.events.ended")
                .description("Streams that this front end ended")
                .tag("reason", reason)
                .register(registry)
                .increment();
    }
}
