package live.danmaku.frontend.ops.figures;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import live.danmaku.model.ops.Durations;
import live.danmaku.model.ops.ProcessFigures;
import org.jspecify.annotations.Nullable;

/**
 * What all processes that were there did between two looks at their figures.
 *
 * @param at the second look, in ms since 1970, by this front end's clock
 * @param acceptedPerS messages answered 202
 * @param visiblePerS messages appended
 * @param pollsPerS polls answered
 * @param streams open streams of server-sent events
 * @param visible from the acceptance of a message to its visibility
 * @param pushed from then to its being told to connectors
 * @param drops reason → how many a second; only what was dropped
 */
record Moment(
        long at,
        double acceptedPerS,
        double visiblePerS,
        double pollsPerS,
        long streams,
        Took visible,
        Took pushed,
        Map<String, Double> drops) {

    private static final String DROP = "drop.";

    /** In ms; left out when nothing happened. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Took(@Nullable Double p50, @Nullable Double p99) {

        static Took of(Durations durations) {
            return new Took(ms(durations.percentile(0.5)), ms(durations.percentile(0.99)));
        }

        private static @Nullable Double ms(long micros) {
            return micros < 0 ? null : Double.valueOf(Math.round(micros / 10.0) / 100.0);
        }
    }

    /** @param elapsedMs between the two looks */
    static Moment between(List<ProcessFigures> before, List<ProcessFigures> now, long at, long elapsedMs) {
        Map<String, ProcessFigures> known = new HashMap<>();
        before.forEach(figures -> known.put(figures.process(), figures));
        Map<String, Long> counts = new HashMap<>();
        Durations visible = Durations.NONE;
        Durations pushed = Durations.NONE;
        long streams = 0;
        for (ProcessFigures figures : now) {
            streams += figures.count("streams");
            ProcessFigures earlier = known.get(figures.process());
            if (earlier == null) {
                continue; // it is new, or comes back: what it did since is told by the next look
            }
            figures.counts()
                    .forEach((name, value) -> counts.merge(name, Math.max(0, value - earlier.count(name)), Long::sum));
            visible = visible.and(figures.durations("visible").since(earlier.durations("visible")));
            pushed = pushed.and(figures.durations("pushed").since(earlier.durations("pushed")));
        }
        return new Moment(
                at,
                perS(counts.getOrDefault("accepted", 0L), elapsedMs),
                perS(counts.getOrDefault("visible", 0L), elapsedMs),
                perS(counts.getOrDefault("polls", 0L), elapsedMs),
                streams,
                Took.of(visible),
                Took.of(pushed),
                drops(counts, elapsedMs));
    }

    private static Map<String, Double> drops(Map<String, Long> counts, long elapsedMs) {
        Map<String, Double> drops = new TreeMap<>();
        counts.forEach((name, count) -> {
            if (name.startsWith(DROP) && count > 0) {
                drops.put(name.substring(DROP.length()), perS(count, elapsedMs));
            }
        });
        return drops;
    }

    private static double perS(long count, long elapsedMs) {
        return Math.round(count * 100_000.0 / Math.max(1, elapsedMs)) / 100.0;
    }
}
