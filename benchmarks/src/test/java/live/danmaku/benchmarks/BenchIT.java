package live.danmaku.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import live.danmaku.benchmarks.process.DanmakuProcess;
import live.danmaku.benchmarks.process.MeasuredServer;
import live.danmaku.benchmarks.process.Pinning;
import live.danmaku.testkit.UnpackedProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchIT {

    @BeforeAll
    static void findTheProgram() {
        Path packaged = Path.of("..", "standalone", "target", "danmaku.jar").normalize();
        System.setProperty("danmaku.jar", UnpackedProgram.of(packaged).jar().toString());
    }

    /** One program for all: starting one takes longer than each of these. */
    @Test
    void quick_ofARunningServer_measuresAllCandidatesAndFindsEveryAnswerRight() throws Exception {
        try (MeasuredServer server = DanmakuProcess.start(Pinning.NONE).server()) {
            String url = "--url=" + server.url();
            check("WebFlux", "202 to visible", "write", url);
            check("alone", "beside all comments", "flood", url);
            check("danmaku, hot room", "cold rooms", "poll", url);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "append | append script alone | gear 4",
                "gears | offered/s | gear 4",
                "route | router alone | danmaku, route",
                "sessions | idle sessions | do not read",
                "replay | slices read from MySQL | live polls"
            })
    void quick_measuresAllCandidatesAndFindsEveryAnswerRight(String benchmark, String one, String other) {
        check(one, other, benchmark);
    }

    private static void check(String one, String other, String... arguments) {
        StringWriter printed = new StringWriter();
        String[] all = Stream.concat(Arrays.stream(arguments), Stream.of("--quick", "--clients=8"))
                .toArray(String[]::new);
        int code = Bench.commandLine().setOut(new PrintWriter(printed)).execute(all);
        assertThat(printed.toString()).contains(one, other);
        assertThat(code).as(printed.toString()).isZero();
    }
}
