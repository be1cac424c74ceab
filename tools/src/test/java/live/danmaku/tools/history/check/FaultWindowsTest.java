package live.danmaku.tools.history.check;

import static org.assertj.core.api.Assertions.assertThat;

import live.danmaku.tools.history.record.FaultMark.Edge;
import org.junit.jupiter.api.Test;

class FaultWindowsTest {

    @Test
    void message_countsInTheWindowsItWasOnItsWayIn() {
        Verdict verdict = new HandWritten()
                .accepted("a1")
                .poll("r", "start", "e-1", "a1")
                .fault("kill", Edge.START)
                .accepted("a2")
                .wait(100)
                .fault("kill", Edge.STOP)
                .poll("r", "e-1", "e-2", "a2")
                .accepted("a3")
                .poll("r", "e-2", "e-3", "a3")
                .timeline("a1", "a2", "a3")
                .judge();

        assertThat(verdict.windows().keySet()).containsExactly("calm", "kill");
        assertThat(verdict.windowCounts()).containsEntry("kill", 1L);
        assertThat(tally(verdict, "calm").accepted()).isEqualTo(2);
        assertThat(tally(verdict, "calm").stalenessMs(100)).isBetween(1.9, 2.1);
        assertThat(tally(verdict, "kill").accepted()).isEqualTo(1);
        assertThat(tally(verdict, "kill").stalenessMs(50)).isBetween(102.0, 104.0);
        assertThat(verdict.all().stalenessMs(100)).isBetween(102.0, 104.0);
    }

    @Test
    void finding_countsInItsMessagesWindow() {
        Verdict verdict = new HandWritten()
                .accepted("a1")
                .fault("kill", Edge.START)
                .accepted("a2")
                .fault("kill", Edge.STOP)
                .timeline("a1")
                .judge();

        assertThat(tally(verdict, "kill").count(Wrong.LOST)).isEqualTo(1);
        assertThat(tally(verdict, "calm").count(Wrong.LOST)).isZero();
    }

    private static Tally tally(Verdict verdict, String fault) {
        Tally tally = verdict.windows().get(fault);
        if (tally == null) {
            throw new AssertionError("no window " + fault);
        }
        return tally;
    }
}
