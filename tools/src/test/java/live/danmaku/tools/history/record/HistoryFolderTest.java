package live.danmaku.tools.history.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import live.danmaku.tools.history.record.FaultMark.Edge;
import live.danmaku.tools.history.record.Poll.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFolderTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void read_givesEveryKindOfLineAsItWasWritten() throws IOException {
        List<HistoryLine> lines = List.of(
                new Send("w", "room", "comment", "w1", 0, 1, 2, 202),
                new Poll("r", Purpose.LIVE, "room", null, "e-1", true, List.of(new Seen("w1", "comment")), 3, 4),
                new FaultMark("kill", Edge.START, "one", true, 5),
                new GiftOutcome("g", 404, ""),
                new GiftTotal("room", "w", 7));
        try (HistoryFile file = new HistoryFile(folder, "all")) {
            lines.forEach(file::write);
        }

        assertThat(HistoryFolder.read(folder)).isEqualTo(lines);
        assertThat(Files.readAllLines(folder.resolve("all.jsonl")).get(0))
                .contains("\"kind\":\"send\"", "\"id\":\"w1\"", "\"status\":202");
    }

    @Test
    void read_lineThatIsNone_saysWhere() throws IOException {
        Files.writeString(
                folder.resolve("bad.jsonl"), "{\"kind\":\"total\",\"room\":\"r\",\"uid\":\"u\",\"value\":1}\nno\n");

        assertThatThrownBy(() -> HistoryFolder.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bad.jsonl line 2");
    }

    @Test
    void read_nothingThere_saysSo() {
        assertThatThrownBy(() -> HistoryFolder.read(folder)).hasMessageContaining("holds no history");
        assertThatThrownBy(() -> HistoryFolder.read(folder.resolve("none"))).hasMessageContaining("is no folder");
    }
}
