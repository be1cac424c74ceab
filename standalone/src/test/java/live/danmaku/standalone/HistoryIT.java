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

    private static final int MESSAGES = 100;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void processorsKilledGearsShiftedMessagesSentTwice_nothingIsLostDoubledOrOutOfOrder() throws Exception {
        Verdict verdict = run(Set.of(FaultKind.KILL, FaultKind.ADD, FaultKind.RETRY, FaultKind.GEARS));

        assertGood(verdict);
        assertThat(verdict.windows()).containsKeys("kill", "add");
    }

    /**
     * Readers that poll go from front end to front end, while rooms become hot and cold; the second front end is killed. Others
     * change between long connection and polling, and are cut.
     */
    @Test
    void readersCrossFrontEndsReplicasAndWaysOfReading_nothingIsLostDoubledOrOutOfOrder() throws Exception {
        Verdict verdict =
                run(Set.of(FaultKind.HOT, FaultKind.FRONT, FaultKind.REPLICA, FaultKind.SWITCH, FaultKind.CUT));

        assertGood(verdict);
        assertThat(verdict.windows()).containsKeys("hot", "front", "replica", "switch", "cut");
    }

    private Verdict run(Set<FaultKind> faults) throws IOException, InterruptedException {
        ScenarioSettings settings = new ScenarioSettings(
                StandaloneServer.unpacked().jar(), folder, Duration.ofSeconds(6), MESSAGES, 8, 4, 4, 2, 20, faults, 1);
        Scenario.run(settings, Progress.UNSEEN);
        return Judge.judge(HistoryFolder.read(settings.histories()));
    }

    private static void assertGood(Verdict verdict) {
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.notJudged()).isEmpty();
        assertThat(verdict.all().visible()).isGreaterThanOrEqualTo(MESSAGES);
        assertThat(verdict.extent().gifts()).isPositive();
    }
}
