package live.danmaku.push.pusher.link;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** What is counted of links. */
public final class LinkMetrics {

    private final AtomicInteger links = new AtomicInteger();
    private final Counter cutOff;
    private final Counter silent;

    public LinkMetrics(MeterRegistry registry) {
        Gauge.builder("danmaku.pusher.links", links, AtomicInteger::get)
                .description("Connectors with a stream to this pusher")
                .register(registry);
        cutOff = ended(registry, "full");
        silent = ended(registry, "silent");
    }

    private static Counter ended(MeterRegistry registry, String reason) {
        return Counter.builder("danmaku.pusher.links.cut")
                .description("Streams that this pusher ended: too much waited for the connector, or it said nothing")
                .tag("reason", reason)
                .register(registry);
    }

    void opened() {
        links.incrementAndGet();
    }

    void closed() {
        links.decrementAndGet();
    }

    void cutOff() {
        cutOff.increment();
    }

    void silent() {
        silent.increment();
    }
}
