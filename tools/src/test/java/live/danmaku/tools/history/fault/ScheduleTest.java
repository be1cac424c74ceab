package live.danmaku.tools.history.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import live.danmaku.tools.history.system.Layout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleTest {

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void sameSeed_drawsTheSame() {
        assertThat(draw(5, "pause", "lose", "kill")).isEqualTo(draw(5, "pause", "lose", "kill"));
        assertThat(draw(5, "pause", "lose", "kill")).isNotEqualTo(draw(6, "pause", "lose", "kill"));
    }

    @Test
    void drawn_fillsTheTime() {
        Schedule schedule = draw(5, "pause", "lose", "hole", "link");

        assertThat(schedule.length()).isBetween(Duration.ofMinutes(27), HALF_AN_HOUR);
        assertThat(schedule.strikes()).allMatch(strike -> strike.lastsMs() >= 1_000 && strike.lastsMs() <= 60_000);
        assertThat(schedule.strikes()).extracting(Strike::kind).contains(FaultKind.PAUSE, FaultKind.LOSE);
    }

    @Test
    void target_isKeptTo() {
        assertThat(draw(5, "pause:redis").strikes()).extracting(Strike::target).containsOnly("redis");
    }

    @Test
    void brokersOfThree_areHarmedByTheirOwnKindOnly() {
        Schedule schedule = Schedule.draw(
                1, Set.of(FaultChoice.parse("kill"), FaultChoice.parse("broker")), Layout.wide(3), HALF_AN_HOUR);

        assertThat(schedule.strikes())
                .filteredOn(strike -> strike.target().startsWith("broker"))
                .isNotEmpty()
                .extracting(Strike::kind)
                .containsOnly(FaultKind.BROKER);
    }

    @Test
    void whatGoesOnAllTheWhile_isNotDrawn() {
        assertThat(draw(5, "end", "visit").strikes()).isEmpty();
    }

    @Test
    void written_isReadAgain() throws IOException {
        Schedule schedule = draw(7, "pause", "lose");
        Path file = folder.resolve("schedule.jsonl");
        schedule.write(file);

        assertThat(Schedule.read(file)).isEqualTo(schedule);
    }

    @Test
    void read_ofSomethingElse_saysWhichLine() throws IOException {
        Path file = folder.resolve("schedule.jsonl");
        Files.write(file, List.of("", "{\"kind\":\"NOTHING\"}"));

        assertThatThrownBy(() -> Schedule.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 2");
    }

    private static Schedule draw(long seed, String... choices) {
        Set<FaultChoice> all = new java.util.HashSet<>();
        for (String choice : choices) {
            all.add(FaultChoice.parse(choice));
        }
        return Schedule.draw(seed, all, Layout.wide(1), HALF_AN_HOUR);
    }
}
