package live.danmaku.model.telemetry;

import java.util.Map;

/**
 * What all clients reported within a short time.
 *
 * @param begin in ms since 1970 by the store's clock
 */
public record TelemetrySlice(long begin, Map<Cohort, Tally> tallies) {

    public TelemetrySlice {
        tallies = Map.copyOf(tallies);
    }
}
