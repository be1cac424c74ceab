package live.danmaku.tools.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

    private static final String LINES = """
            {"t": -1500, "ts": null, "kind": "comment", "user": "ann", "text": "soon", "mode": 4, "size": 25, "color": 255}

            {"t": 20, "ts": 1700000000020, "kind": "superchat", "user": "bob", "text": "👩‍👩‍👧 hi"}
            """;

    @TempDir
    private Path folder;

    @Test
    void read_plainLines_keepsNumbersOfTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("chat.jsonl"), LINES);
        assertThat(Recording.read(file))
                .containsExactly(
                        new RecordedLine(1, -1500, "comment", "ann", "soon", 4, 255),
                        new RecordedLine(3, 20, "superchat", "bob", "👩‍👩‍👧 hi", null, null));
    }

    @Test
    void read_gzip_isRecognisedByItsBytes() throws IOException {
        Path file = folder.resolve("chat");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(LINES.getBytes(UTF_8));
        }
        assertThat(Recording.read(file)).extracting(RecordedLine::user).containsExactly("ann", "bob");
    }

    @Test
    void read_emptyFile_hasNoLines() throws IOException {
        assertThat(Recording.read(Files.createFile(folder.resolve("empty")))).isEmpty();
    }

    @Test
    void read_brokenLine_tellsFileAndLine() throws IOException {
        Path file = Files.writeString(folder.resolve("chat.jsonl"), LINES + "{\"t\": 30, \"te");
        assertThatThrownBy(() -> Recording.read(file))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("chat.jsonl, line 4: not JSON");
    }

    @Test
    void read_missingFile_tellsIt() {
        assertThatThrownBy(() -> Recording.read(folder.resolve("none")))
                .isInstanceOf(FeedException.class)
                .hasMessageEndingWith("none: no such file");
    }

    @Test
    void parse_withoutTime_tellsWhatIsExpected() {
        assertThatThrownBy(() -> Recording.parse("{\"text\":\"x\"}", 1)).hasMessageContaining("expected: ms since");
    }
}
