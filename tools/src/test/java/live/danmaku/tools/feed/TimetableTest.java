package live.danmaku.tools.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimetableTest {

    private static final Duration LONG = Duration.ofDays(1);

    @Test
    void of_speed_dividesPauses() {
        assertThat(dueMs(Timetable.of(at(0, 1_000, 5_000), 20, LONG), 3)).containsExactly(0, 50, 250);
    }

    @Test
    void of_linesBeforeTheStart_beginsWithTheFirstAtOnce() {
        assertThat(dueMs(Timetable.of(at(-5_000, -4_000, 10), 1, LONG), 3)).containsExactly(0, 1_000, 5_010);
    }

    @Test
    void of_longPause_isShortenedAfterCompression() {
        Timetable timetable = Timetable.of(at(-3_600_000, 0, 100), 10, Duration.ofSeconds(2));
        assertThat(dueMs(timetable, 3)).containsExactly(0, 2_000, 2_010);
        assertThat(timetable.length()).isEqualTo(Duration.ofMillis(2_010));
    }

    @Test
    void of_timesThatRunBackwards_addNoPauseTwice() {
        assertThat(dueMs(Timetable.of(at(0, 100, 50, 120), 1, LONG), 4)).containsExactly(0, 100, 100, 120);
    }

    @Test
    void of_infiniteSpeed_makesAllDueAtOnce() {
        assertThat(dueMs(Timetable.of(at(0, 1_000, 90_000), Double.POSITIVE_INFINITY, LONG), 3))
                .containsExactly(0, 0, 0);
    }

    private static List<RecordedLine> at(long... streamMs) {
        return Arrays.stream(streamMs)
                .mapToObj(ms -> new RecordedLine(1, ms, "comment", "ann", "hi", null, null))
                .toList();
    }

    private static long[] dueMs(Timetable timetable, int lines) {
        long[] due = new long[lines];
        for (int i = 0; i < lines; i++) {
            due[i] = TimeUnit.NANOSECONDS.toMillis(timetable.dueNanos(i));
        }
        return due;
    }
}
