package live.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import live.danmaku.tools.history.check.Judge;
import live.danmaku.tools.history.check.Verdict;
import live.danmaku.tools.history.record.HistoryFolder;
import live.danmaku.tools.history.run.FaultKind;
import live.danmaku.tools.history.run.Progress;
import live.danmaku.tools.history.run.Scenario;
import live.danmaku.tools.history.run.ScenarioSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code scripts/check-history run} does, in short. */
class HistoryIT {

    private static final Path PROGRAM = Path.of("target", "danmaku.jar");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void processorsKilledGearsShiftedMessagesSentTwice_nothingIsLostDoubledOrOutOfOrder() throws Exception {
        Verdict verdict = run(Set.of(FaultKind.KILL, FaultKind.ADD, FaultKind.RETRY, FaultKind.GEARS));

        assertGood(verdict, 200);
        assertThat(verdict.windows()).containsKeys("kill", "add");
    }

    /** Each reader goes from front end to front end, while rooms become hot and cold; the second front end is killed. */
    @Test
    void readersCrossHotAndColdFrontEndsAndReplicas_nothingIsLostDoubledOrOutOfOrder() throws Exception {
        Verdict verdict = run(Set.of(FaultKind.HOT, FaultKind.FRONT, FaultKind.REPLICA));

        assertGood(verdict, 30);
        assertThat(verdict.windows()).containsKeys("hot", "front", "replica");
    }

    @Test
    void readersChangeBetweenLongConnectionAndPollingAndAreCut_nothingIsLostDoubledOrOutOfOrder() throws Exception {
        Verdict verdict = run(Set.of(FaultKind.SWITCH, FaultKind.CUT));

        assertGood(verdict, 100);
        assertThat(verdict.windows()).containsKeys("switch", "cut");
    }

    private Verdict run(Set<FaultKind> faults) throws IOException, InterruptedException {
        ScenarioSettings settings =
                new ScenarioSettings(PROGRAM, folder, Duration.ofSeconds(6), 8, 4, 4, 2, 20, faults, 1);
        Scenario.run(settings, Progress.UNSEEN);
        return Judge.judge(HistoryFolder.read(settings.histories()));
    }

    /** @param visible messages at least; few, as processes that start amid all leave little of a small machine to writers */
    private static void assertGood(Verdict verdict, int visible) {
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.notJudged()).isEmpty();
        assertThat(verdict.all().visible()).isGreaterThan(visible);
        assertThat(verdict.extent().gifts()).isPositive();
    }
}
