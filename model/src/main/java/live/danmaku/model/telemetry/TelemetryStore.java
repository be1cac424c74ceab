package live.danmaku.model.telemetry;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Where the processes that clients report to add their counts up. What is reported is for judging the present: it is kept for
 * {@link #KEPT} and may be lost with the store. Never blocks; stages fail when the store cannot be reached.
 */
public interface TelemetryStore {

    /** How long a slice is. */
    Duration SLICE = Duration.ofSeconds(1);

    /** How long slices are kept. */
    Duration KEPT = Duration.ofMinutes(5);

    /**
     * Adds counts to the slice of now.
     *
     * @return how many counts were left out because the slice holds too many different ones
     */
    CompletionStage<Long> add(Map<Cohort, Tally> tallies);

    /** @param window how far back; {@link #KEPT} at most */
    CompletionStage<TelemetryReading> read(Duration window);
}
