package live.danmaku.standalone.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;

/** The pattern as the program is shipped with it. */
class LogPatternTest {

    private final LoggerContext logback = new LoggerContext();
    private final PatternLayout layout = new PatternLayout();

    @BeforeEach
    void start() throws IOException {
        Object pattern = new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yaml"))
                .get(0)
                .getProperty("logging.pattern.console");
        layout.setContext(logback);
        layout.setPattern(Objects.requireNonNull(pattern).toString());
        layout.start();
    }

    @Test
    void message_ordinary_isOneLine() {
        assertThat(line("room r1 \u8a9e 100%", null))
                .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  Name: room r1 \u8a9e 100%\n");
    }

    @Test
    void message_withControlCharacters_hasNone() {
        String line = line("GET /\u001b[31m\u0000\r\u009b\u202e x", null);

        assertThat(line).endsWith("GET /?[31m????" + " x\n");
    }

    @Test
    void message_ofSeveralLines_beginsNoLineOfItsOwn() {
        assertThat(line("one\n12:00:00.000 ERROR Name: forged\n", null).lines().skip(1))
                .containsExactly("  12:00:00.000 ERROR Name: forged", "  ");
    }

    @Test
    void trace_hasFewFramesAndNoPackagingData_andBeginsNoLineOfItsOwn() {
        String text = line("failed", deep(100, "\n12:00:00.000 ERROR Name: forged\u001b[31m"));

        assertThat(text.lines().skip(1)).allMatch(line -> line.startsWith("  "));
        assertThat(text.lines().count()).isBetween(10L, 30L);
        assertThat(text).contains("LogPatternTest.deep").doesNotContain("~[", "\u001b");
    }

    private static Exception deep(int frames, String message) {
        return frames == 0 ? new IllegalStateException(message) : deep(frames - 1, message);
    }

    private String line(String message, @Nullable Throwable failure) {
        return layout.doLayout(
                new LoggingEvent("here", logback.getLogger("a.b.Name"), Level.WARN, message, failure, null));
    }
}
