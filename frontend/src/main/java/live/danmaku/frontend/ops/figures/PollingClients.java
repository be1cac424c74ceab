package live.danmaku.frontend.ops.figures;

import java.time.Duration;
import java.util.List;
import live.danmaku.frontend.poll.PollSettings;
import live.danmaku.model.ops.SwitchWatch;

/** About how many clients poll: nobody counts them, but each polls once an interval. */
public final class PollingClients {

    /** Polls come unevenly; the mean of some moments does not jump. */
    static final Duration LOOKED_BACK = Duration.ofSeconds(10);

    private final PollSettings settings;
    private final SwitchWatch switches;

    public PollingClients(PollSettings settings, SwitchWatch switches) {
        this.settings = settings;
        this.switches = switches;
    }

    long count(List<Moment> moments) {
        double perS = moments.stream().mapToDouble(Moment::pollsPerS).average().orElse(0);
        Duration interval = switches.inForce().pollInterval(settings.interval());
        return Math.round(perS * interval.toMillis() / 1_000.0);
    }
}
