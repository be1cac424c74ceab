package live.danmaku.frontend.moderation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts what moderation did. Thread-safe. */
final class ModerationMetrics {

    private final Map<String, Counter> counters;

    ModerationMetrics(MeterRegistry registry) {
        counters = Stream.of("banned", "muted", "slow-mode", "reject", "silent", "mask")
                .collect(Collectors.toMap(
                        Function.identity(),
                        action -> Counter.builder("danmaku.messages.moderated")
                                .description("Messages that a room's moderation refused, masked or showed to their "
                                        + "senders only")
                                .tag("action", action)
                                .register(registry)));
    }

    /** @param action one of those above */
    void count(String action) {
        Objects.requireNonNull(counters.get(action), action).increment();
    }
}
