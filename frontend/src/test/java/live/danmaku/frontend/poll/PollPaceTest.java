package live.danmaku.frontend.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import live.danmaku.model.ops.InMemorySwitches;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.SomeRooms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollPaceTest {

    private final SwitchWatch switches = new SwitchWatch(new InMemorySwitches(Clock.systemUTC()));
    private final Room room = SomeRooms.live("r1");
    private double load;
    private final PollPace pace = new PollPace(new PollSettings(Duration.ofSeconds(2), 3), switches, () -> load);

    @AfterEach
    void close() throws Exception {
        switches.close();
    }

    @Test
    void pollAfterMs_moreIsWaiting_isAtOnce() {
        assertThat(pace.pollAfterMs(room, true)).isZero();
    }

    @Test
    void pollAfterMs_manyClients_comeBackAtDifferentTimesAroundTheInterval() {
        Set<Long> told = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            told.add(pace.pollAfterMs(room, false));
        }

        assertThat(told).allMatch(ms -> ms >= 1_800 && ms <= 2_200).hasSizeGreaterThan(100);
    }

    @Test
    void pollAfterMs_busyFrontEnd_isLaterTheBusierItIs() {
        load = 0.9;
        assertThat(pace.pollAfterMs(room, false)).isBetween(3_600L, 4_400L);
        load = 1;
        assertThat(pace.pollAfterMs(room, false)).isBetween(5_400L, 6_600L);
    }
}
