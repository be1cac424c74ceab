package live.danmaku.standalone.figures;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.ops.Durations;
import org.jspecify.annotations.Nullable;

/** The figures that are in the process's meters already. Thread-safe. */
final class Meters {

    /** By meter; summed over its tags, and where several meters make one figure, over these. */
    private static final Map<String, String> COUNTS = Map.of(
            "danmaku.messages.accepted", "accepted",
            "danmaku.messages.appended", "visible",
            "danmaku.poll", "polls",
            "danmaku.hot.polls", "polls",
            "danmaku.events.streams", "streams");

    /** By meter: the tag that says why something was dropped. */
    private static final Map<String, String> DROPS = Map.of(
            "danmaku.messages.refused", "reason",
            "danmaku.messages.parked", "reason",
            "danmaku.pusher.left.out", "priority",
            "danmaku.pusher.dropped", "kind",
            "danmaku.connector.left.out", "reason",
            "danmaku.events.ended", "reason");

    private static final Map<String, String> DURATIONS = Map.of(
            "danmaku.message.lag", "visible",
            "danmaku.pusher.delay", "pushed");

    private final MeterRegistry registry;

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Dropped things are named {@code drop.<what>.<why>}. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        registry.forEachMeter(meter -> {
            Meter.Id id = meter.getId();
            String figure = COUNTS.get(id.getName());
            String tag = DROPS.get(id.getName());
            if (figure != null) {
                counts.merge(figure, value(meter), Long::sum);
            } else if (tag != null && id.getTag(tag) != null) {
                counts.merge(dropName(id.getName(), id.getTag(tag)), value(meter), Long::sum);
            }
        });
        return counts;
    }

    private static String dropName(String meter, @Nullable String why) {
        return "drop." + meter.substring("danmaku.".length()).replace('.', '-') + "." + why;
    }

    private static long value(Meter meter) {
        if (meter instanceof Counter counter) {
            return (long) counter.count();
        }
        if (meter instanceof FunctionCounter counter) {
            return (long) counter.count();
        }
        if (meter instanceof Timer timer) {
            return timer.count();
        }
        return meter instanceof Gauge gauge ? (long) gauge.value() : 0;
    }

    Map<String, Durations> durations() {
        Map<String, Durations> durations = new HashMap<>();
        registry.forEachMeter(meter -> {
            String figure = DURATIONS.get(meter.getId().getName());
            if (figure != null && meter instanceof Timer timer) {
                durations.merge(figure, durations(timer), Durations::and);
            }
        });
        return durations;
    }

    private static Durations durations(Timer timer) {
        NavigableMap<Long, Long> upTo = new TreeMap<>();
        for (CountAtBucket bucket : timer.takeSnapshot().histogramCounts()) {
            upTo.put((long) bucket.bucket(TimeUnit.MICROSECONDS), (long) bucket.count());
        }
        upTo.put(Long.MAX_VALUE, timer.count());
        return new Durations(upTo);
    }
}
