package live.danmaku.web.refusal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts requests that are not answered by their handlers. There is no line of log for each: clients choose how many
 * there are.
 */
public final class RefusedRequests {

    private final Counter undecodable;
    private final Counter gone;

    public RefusedRequests(MeterRegistry registry) {
        undecodable = counter(registry, "undecodable");
        gone = counter(registry, "gone");
    }

    private static Counter counter(MeterRegistry registry, String reason) {
        return Counter.builder("danmaku.http.refused")
                .description("Requests that were no HTTP, or whose client did not wait for the answer")
                .tag("reason", reason)
                .register(registry);
    }

    /** It is no HTTP. */
    void undecodable() {
        undecodable.increment();
    }

    /** There is nowhere to write the answer to. */
    public void gone() {
        gone.increment();
    }
}
