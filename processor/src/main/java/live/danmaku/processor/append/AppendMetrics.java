package live.danmaku.processor.append;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import live.danmaku.model.MessageType;

/** What the processor counts. */
final class AppendMetrics {

    private static final Duration[] LAG_BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final OfType[] byType;
    private final Counter failures;
    private final Counter rewinds;

    private record OfType(Counter appended, Counter merged, Counter duplicates, Timer lag) {}

    AppendMetrics(MeterRegistry registry) {
        byType = Arrays.stream(MessageType.values())
                .map(type -> ofType(registry, type.wireName()))
                .toArray(OfType[]::new);
        failures = Counter.builder("danmaku.append.failures")
                .description("Appends that Redis did not answer; each is repeated")
                .register(registry);
        rewinds = Counter.builder("danmaku.append.rewinds")
                .description("Times a timeline was found to have lost a suffix")
                .register(registry);
    }

    void appended(MessageType type, long lagMs) {
        OfType meters = byType[type.ordinal()];
        meters.appended().increment();
        meters.lag().record(Duration.ofMillis(Math.max(0, lagMs)));
    }

    void merged(MessageType type) {
        byType[type.ordinal()].merged().increment();
    }

    void duplicate(MessageType type) {
        byType[type.ordinal()].duplicates().increment();
    }

    void failed() {
        failures.increment();
    }

    void rewound() {
        rewinds.increment();
    }

    private static OfType ofType(MeterRegistry registry, String type) {
        return new OfType(
                Counter.builder("danmaku.messages.appended")
                        .description("Messages that became visible")
                        .tag("type", type)
                        .register(registry),
                Counter.builder("danmaku.messages.merged")
                        .description("Records that became part of a merged message")
                        .tag("type", type)
                        .register(registry),
                Counter.builder("danmaku.messages.duplicates")
                        .description("Records whose message was in the timeline already")
                        .tag("type", type)
                        .register(registry),
                Timer.builder("danmaku.message.lag")
                        .description("From a front end's acceptance to visibility")
                        .tag("type", type)
                        .serviceLevelObjectives(LAG_BUCKETS)
                        .register(registry));
    }
}
