package live.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import live.danmaku.tools.history.check.Judge;
import live.danmaku.tools.history.check.Verdict;
import live.danmaku.tools.history.fault.FaultKind;
import live.danmaku.tools.history.fault.Schedule;
import live.danmaku.tools.history.fault.Strike;
import live.danmaku.tools.history.record.HistoryFolder;
import live.danmaku.tools.history.run.Progress;
import live.danmaku.tools.history.run.Scenario;
import live.danmaku.tools.history.run.ScenarioSettings;
import live.danmaku.tools.history.system.Layout;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code scripts/check-history run} does, in short. */
@Tag("alone")
class HistoryIT {

    private static final int MESSAGES = 100;

    @TempDir
    private Path folder = Path.of("");

    /** Meanwhile gears shift, messages are sent twice, and streams end. */
    @Test
    void faultsOfTheModelOneAfterTheOther_nothingIsLostDoubledOrOutOfOrder_andTheArchiveIsWhole() throws Exception {
        Verdict verdict = run(
                Set.of(FaultKind.RETRY, FaultKind.GEARS, FaultKind.END),
                strike(FaultKind.KILL, "processor-1", "", 500),
                strike(FaultKind.PAUSE, "redis", "", 3_000),
                strike(FaultKind.LOSE, "", "fail-over", 4_000),
                strike(FaultKind.HOLE, "front-2~redis", "forgotten", 3_000),
                strike(FaultKind.LOSE, "", "old-file", 3_000));

        assertGood(verdict);
        assertThat(verdict.windows()).containsKeys("kill processor", "pause redis", "lose fail-over", "lose old-file");
        assertThat(verdict.extent().replays()).isPositive();
    }

    /**
     * Readers poll from front end to front end and change between long connection and polling; rooms become hot and
     * cold.
     */
    @Test
    void readersCrossFrontEndsReplicasAndWaysOfReading_nothingIsLostDoubledOrOutOfOrder() throws Exception {
        Verdict verdict = run(
                Set.of(FaultKind.HOT, FaultKind.SWITCH, FaultKind.CUT),
                strike(FaultKind.KILL, "front-2", "", 500),
                strike(FaultKind.REPLICA, "", "", 1_000));

        assertGood(verdict);
        assertThat(verdict.windows()).containsKeys("hot", "kill front", "replica", "switch", "cut");
    }

    private static Strike strike(FaultKind kind, String target, String how, long lastsMs) {
        return new Strike(kind, target, how, 1_500, lastsMs, 5_000);
    }

    private Verdict run(Set<FaultKind> usage, Strike... strikes) throws IOException, InterruptedException {
        ScenarioSettings settings = new ScenarioSettings(
                StandaloneServer.unpacked().jar(),
                folder,
                Layout.narrow(1),
                Duration.ofSeconds(6),
                MESSAGES,
                8,
                4,
                4,
                2,
                20,
                usage,
                new Schedule(List.of(strikes)),
                1);
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
