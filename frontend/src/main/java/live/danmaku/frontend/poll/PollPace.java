package live.danmaku.frontend.poll;

import java.time.Duration;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;

/** When clients are told to poll again. */
public final class PollPace {

    private static final int ENDED_FACTOR = 5;

    private final PollSettings settings;
    private final SwitchWatch switches;

    public PollPace(PollSettings settings, SwitchWatch switches) {
        this.settings = settings;
        this.switches = switches;
    }

    /** At once when more is waiting; less often when nothing more can come. */
    public long pollAfterMs(Room room, boolean more) {
        if (more) {
            return 0;
        }
        Duration interval = switches.inForce().pollInterval(settings.interval());
        return room.state() == RoomState.ENDED
                ? interval.multipliedBy(ENDED_FACTOR).toMillis()
                : interval.toMillis();
    }
}
