package live.danmaku.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProtocolLinesTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ProtocolLines lines = new ProtocolLines(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    void failed_messageOfSeveralLines_isOneLine() {
        lines.failed(EngineKind.MYSQL, new EngineException("does not start\n  its log\n"));
        assertThat(printed()).isEqualTo("failed mysql does not start | its log\n");
    }

    @Test
    void failedTwice_tellsTheFirstOnly() {
        lines.failed(EngineKind.KAFKA, new EngineException("first"));
        lines.failed("engines", new EngineException("second"));
        assertThat(printed()).isEqualTo("failed kafka first\n");
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
