package live.danmaku.push.pusher.grade;

import static live.danmaku.push.pusher.grade.RoomLevel.HUGE;
import static live.danmaku.push.pusher.grade.RoomLevel.LARGE;
import static live.danmaku.push.pusher.grade.RoomLevel.MEDIUM;
import static live.danmaku.push.pusher.grade.RoomLevel.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LevelJudgeTest {

    private final LevelJudge judge = new LevelJudge(GraderTest.DEFAULTS);
    private long second;

    @Test
    void growing_isFollowedAtOnce() {
        assertThat(at(0, 1_999)).isEqualTo(SMALL);
        assertThat(at(0, 2_000)).isEqualTo(MEDIUM);
        assertThat(at(0, 20_000)).isEqualTo(LARGE);
        assertThat(at(0, 1_000_000)).isEqualTo(HUGE);
    }

    @Test
    void shrinking_isFollowedStepByStep_afterAWhile() {
        at(0, 20_000);
        assertThat(at(5, 100)).isEqualTo(LARGE);
        assertThat(at(9, 100)).isEqualTo(LARGE);
        assertThat(at(1, 100)).isEqualTo(MEDIUM);
        at(1, 100);
        assertThat(at(10, 100)).isEqualTo(SMALL);
    }

    @Test
    void aroundTheBorder_nothingFlaps() {
        at(0, 2_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(at(1, i % 2 == 0 ? 1_700 : 2_100)).isEqualTo(MEDIUM);
        }
    }

    @Test
    void clearlySmaller_onlyNowAndThen_isNotEnough() {
        at(0, 2_000);
        for (int i = 0; i < 100; i++) {
            assertThat(at(9, 100)).isEqualTo(MEDIUM);
            assertThat(at(0, 1_700)).isEqualTo(MEDIUM);
        }
    }

    @Test
    void goingUpAgainSoon_makesTheNextWayDownTwiceAsLate() {
        at(0, 2_000);
        assertThat(secondsUntilSmall()).isEqualTo(10);
        at(1, 2_000);
        assertThat(secondsUntilSmall()).isEqualTo(20);
        at(1, 2_000);
        assertThat(secondsUntilSmall()).isEqualTo(40);

        at(500, 2_000);
        assertThat(secondsUntilSmall()).isEqualTo(10);
    }

    private long secondsUntilSmall() {
        at(1, 100);
        long since = second;
        while (judge.level() != SMALL) {
            at(1, 100);
        }
        return second - since;
    }

    private RoomLevel at(long later, long sessions) {
        second += later;
        judge.judge(sessions, TimeUnit.SECONDS.toNanos(second));
        return judge.level();
    }
}
