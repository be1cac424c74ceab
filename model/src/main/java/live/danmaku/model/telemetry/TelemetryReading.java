package live.danmaku.model.telemetry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was reported lately.
 *
 * @param now when this was read, in ms since 1970 by the store's clock
 * @param slices the oldest first; those in which nothing was reported are left out
 */
public record TelemetryReading(long now, List<TelemetrySlice> slices) {

    public TelemetryReading {
        slices = List.copyOf(slices);
    }

    /** What each cohort reported in the slices that began at a moment or later. */
    public Map<Cohort, Tally> since(long begin) {
        Map<Cohort, List<Tally>> tallies = new HashMap<>();
        for (TelemetrySlice slice : slices) {
            if (slice.begin() >= begin) {
                slice.tallies()
                        .forEach((cohort, tally) -> tallies.computeIfAbsent(cohort, key -> new ArrayList<>())
                                .add(tally));
            }
        }
        Map<Cohort, Tally> sums = new HashMap<>();
        tallies.forEach((cohort, parts) -> sums.put(cohort, Tally.sum(parts)));
        return sums;
    }
}
