package live.danmaku.tools.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final HostileInput REQUEST =
            HostileInput.request(InputKind.HTTP, "GET /x HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1));
    private static final HostileInput FORGED = HostileInput.forged("GET /y HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1));

    private final Tally tally = new Tally();

    @Test
    void refusalsAndOverload_areNoFindings() {
        tally.add(REQUEST, Outcome.answered(400, false));
        tally.add(REQUEST, Outcome.answered(503, true));
        tally.add(FORGED, Outcome.answered(401, false));
        tally.add(HostileInput.stream(InputKind.RAW, List.of(new byte[] {1})), Outcome.CLOSED);

        assertThat(tally.findings()).isEmpty();
        assertThat(tally.overloads()).isEqualTo(1);
        assertThat(tally.total()).isEqualTo(4);
    }

    @Test
    void serverError_isFoundWithItsInput() {
        tally.add(REQUEST, Outcome.answered(500, false));
        tally.add(REQUEST, Outcome.answered(500, false));
        tally.add(REQUEST, Outcome.answered(503, false));

        assertThat(tally.findings())
                .containsEntry("500 for HTTP GET /x HTTP/1.1\\x0d\\x0a\\x0d\\x0a", 2L)
                .containsEntry("503 for HTTP GET /x HTTP/1.1\\x0d\\x0a\\x0d\\x0a", 1L);
    }

    @Test
    void silence_isFound() {
        tally.add(REQUEST, Outcome.SILENT);

        assertThat(tally.findings().keySet()).singleElement().asString().startsWith("no answer to HTTP GET /x");
    }

    @Test
    void forgedTokenThatIsTaken_isFound() {
        tally.add(FORGED, Outcome.answered(200, false));

        assertThat(tally.findings().keySet()).singleElement().asString().startsWith("a forged token was answered 200");
    }
}
