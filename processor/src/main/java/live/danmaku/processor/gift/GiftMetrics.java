package live.danmaku.processor.gift;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What is counted of gifts. */
final class GiftMetrics {

    private final Counter recorded;
    private final Counter otherContent;
    private final Counter closed;
    private final Counter failures;

    GiftMetrics(MeterRegistry registry) {
        recorded = Counter.builder("danmaku.gifts.recorded")
                .description("Gifts entered in the ledger, each once")
                .register(registry);
        otherContent = rejected(registry, "other-content");
        closed = rejected(registry, "closed");
        failures = Counter.builder("danmaku.gifts.ledger.failures")
                .description("Calls that the ledger did not answer; each is repeated")
                .register(registry);
    }

    private static Counter rejected(MeterRegistry registry, String reason) {
        return Counter.builder("danmaku.gifts.rejected")
                .description(
                        "Gifts whose id stands for another gift of the sender's, or that came after the end of the stream")
                .tag("reason", reason)
                .register(registry);
    }

    void recorded() {
        recorded.increment();
    }

    void rejectedAsAnother() {
        otherContent.increment();
    }

    void rejectedAsClosed() {
        closed.increment();
    }

    void failed() {
        failures.increment();
    }
}
