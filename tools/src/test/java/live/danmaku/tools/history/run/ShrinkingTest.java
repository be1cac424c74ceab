package live.danmaku.tools.history.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import live.danmaku.tools.history.check.Finding;
import live.danmaku.tools.history.check.Tally;
import live.danmaku.tools.history.check.Verdict;
import live.danmaku.tools.history.check.Wrong;
import live.danmaku.tools.history.fault.FaultKind;
import live.danmaku.tools.history.fault.Schedule;
import live.danmaku.tools.history.fault.Strike;
import org.junit.jupiter.api.Test;

/** Eight faults, some of which must come together to do harm. */
class ShrinkingTest {

    private final Schedule eight = new Schedule(IntStream.range(0, 8)
            .mapToObj(i -> new Strike(FaultKind.PAUSE, "part-" + i, "", 0, 1, 0))
            .toList());
    private final List<Schedule> tried = new ArrayList<>();

    @Test
    void oneIsAtFault_isFound() throws Exception {
        assertThat(shrunk(20, "part-5")).containsExactly("part-5");
    }

    @Test
    void twoApart_areFoundTogether() throws Exception {
        assertThat(shrunk(60, "part-1", "part-6")).containsExactly("part-1", "part-6");
    }

    @Test
    void noMoreRunsThanAllowed() throws Exception {
        assertThat(shrunk(2, "part-1", "part-6")).hasSize(8);
        assertThat(tried).hasSize(2);
    }

    private List<String> shrunk(int most, String... atFault) throws Exception {
        Shrinking shrinking = new Shrinking(
                schedule -> {
                    tried.add(schedule);
                    return verdict(targets(schedule).containsAll(List.of(atFault)));
                },
                most,
                text -> {});
        return targets(shrinking.shrink(eight, verdict(true)));
    }

    private static List<String> targets(Schedule schedule) {
        return schedule.strikes().stream().map(Strike::target).toList();
    }

    private static Verdict verdict(boolean bad) {
        List<Finding> findings = bad ? List.of(new Finding(Wrong.LOST, null, 0, "lost")) : List.of();
        return new Verdict(
                new Tally(),
                Map.of(),
                Map.of(),
                new Verdict.Extent(0, 0, 0, 0, 0, 0, 0),
                findings,
                Map.of(),
                List.of(),
                List.of());
    }
}
