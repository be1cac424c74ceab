package live.danmaku.tools.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class FuzzReportTest {

    private static final FuzzSettings SETTINGS =
            new FuzzSettings(URI.create("http://127.0.0.1:1"), 0, 1, Path.of("log"), Duration.ofSeconds(10), 1, 1, 1);
    private static final Footprint BEFORE = new Footprint(50_000_000, 300, 100, 1_000);

    @Test
    void nothingGrew_nothingIsFound() {
        FuzzReport report = report(new Footprint(60_000_000, 310, 105, 90_000), true, 30_000, 40_000);

        assertThat(report.findings()).isEmpty();
        assertThat(report.isVictimSlower()).isFalse();
        assertThat(report.text()).contains("nothing is wrong");
    }

    @Test
    void growthOfAnyKind_isFound() {
        assertThat(report(new Footprint(200_000_000, 300, 100, 1_000), true, 1, 1)
                        .findings())
                .singleElement()
                .asString()
                .startsWith("heap: 150,000,000 bytes more");
        assertThat(report(new Footprint(50_000_000, 400, 100, 1_000), true, 1, 1)
                        .findings())
                .containsExactly("files: 400, 300 before (expected: at most 40 more)");
        assertThat(report(new Footprint(50_000_000, 300, 200, 1_000), true, 1, 1)
                        .findings())
                .containsExactly("threads: 200, 100 before (expected: at most 30 more)");
        assertThat(report(new Footprint(50_000_000, 300, 100, 1_001_000), true, 1, 1)
                        .findings())
                .containsExactly("log: 100,000 bytes a second (expected: at most 20,000)");
        assertThat(report(BEFORE, false, 1, 1).findings()).containsExactly("log: control characters");
    }

    @Test
    void victimThatIsSlowedDown_isReported() {
        assertThat(report(BEFORE, true, 30_000, 50_000).isVictimSlower()).isTrue();
        assertThat(report(BEFORE, true, 1_000, 30_000).isVictimSlower()).isFalse();
    }

    private static FuzzReport report(Footprint after, boolean logIsClean, long calmUs, long attackedUs) {
        return new FuzzReport(SETTINGS, new Tally(), times(calmUs), times(attackedUs), BEFORE, after, logIsClean);
    }

    private static Histogram times(long micros) {
        Histogram times = new Histogram(3);
        times.recordValueWithCount(micros, 100);
        return times;
    }
}
