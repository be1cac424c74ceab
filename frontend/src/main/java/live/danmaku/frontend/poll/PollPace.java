package live.danmaku.frontend.poll;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;

/** When clients are told to poll again. Thread-safe. */
public final class PollPace {

    private static final int ENDED_FACTOR = 5;

    /** Above this load clients are told to come back later. */
    private static final double BUSY = 0.8;

    /** Clients that got their answers together should not come back together. */
    private static final double JITTER = 0.1;

    private final PollSettings settings;
    private final SwitchWatch switches;
    private final DoubleSupplier load;

    /** @param load of this front end, 0 to 1 */
    public PollPace(PollSettings settings, SwitchWatch switches, DoubleSupplier load) {
        this.settings = settings;
        this.switches = switches;
        this.load = load;
    }

    /** At once when more is waiting; less often when nothing more can come, and when this front end is busy. */
    public long pollAfterMs(Room room, boolean more) {
        if (more) {
            return 0;
        }
        Duration interval = switches.inForce().pollInterval(settings.interval());
        double factor = room.state() == RoomState.ENDED ? ENDED_FACTOR : 1;
        double excess = Math.min(1, Math.max(0, (load.getAsDouble() - BUSY) / (1 - BUSY)));
        double stretch = 1 + excess * (settings.mostStretch() - 1);
        double jitter = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        return Math.round(interval.toMillis() * factor * stretch * jitter);
    }
}
