package live.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import live.danmaku.tools.fuzz.Fuzz;
import live.danmaku.tools.fuzz.FuzzReport;
import live.danmaku.tools.fuzz.FuzzSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code scripts/fuzz} does, in short; {@code -Ddanmaku.test.fuzzSeconds} makes it longer. */
@Tag("alone")
class FuzzIT {

    private static final Logger LOG = LoggerFactory.getLogger(FuzzIT.class);
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("danmaku.test.fuzzSeconds", 60));
    private static final long SEED = 13;
    private static final int FEW = 3_000;

    @Test
    void hostileInputOfAllKinds_breaksNothing_andOthersGetTheirAnswers() throws Exception {
        try (StandaloneServer server = StandaloneServer.fresh()) {
            server.start();
            FuzzSettings settings = new FuzzSettings(
                    URI.create(server.baseUrl()),
                    server.linkPort(),
                    server.tree().get(0).pid(),
                    server.log(),
                    LENGTH,
                    SEED,
                    8,
                    400);

            FuzzReport report = new Fuzz(settings, LOG::info).run();

            LOG.info("{}", report.text());
            assertThat(report.findings()).isEmpty();
            assertThat(report.inputs()).isGreaterThan(FEW);
        }
    }
}
