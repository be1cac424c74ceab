package live.danmaku.push.pusher.encode;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import live.danmaku.push.link.Encoding;

/** What is measured of encoding. */
public final class EncodeMetrics {

    private final Map<Encoding, Timer> timers = new EnumMap<>(Encoding.class);
    private final Counter tooLarge;

    public EncodeMetrics(MeterRegistry registry) {
        for (Encoding encoding : Encoding.values()) {
            timers.put(
                    encoding,
                    Timer.builder("danmaku.pusher.encode")
                            .description("Making the bytes of a batch, once for all who take them")
                            .tag("encoding", encoding.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        tooLarge = Counter.builder("danmaku.pusher.too.large")
                .description("Messages left out of an encoding because they do not fit one frame by themselves")
                .register(registry);
    }

    void encoded(Encoding encoding, long nanos) {
        Objects.requireNonNull(timers.get(encoding)).record(nanos, TimeUnit.NANOSECONDS);
    }

    void tooLarge() {
        tooLarge.increment();
    }
}
