package live.danmaku.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchIT {

    @BeforeAll
    static void findTheProgram() {
        System.setProperty(
                "danmaku.jar",
                Path.of("..", "standalone", "target", "danmaku.jar").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "write | WebFlux | 202 to visible",
                "poll | WebFlux | poll with nothing new",
                "flood | alone | beside all comments",
                "append | append script alone | gear 4",
                "gears | offered/s | gear 4"
            })
    void quick_measuresAllCandidatesAndFindsEveryAnswerRight(String benchmark, String one, String other) {
        StringWriter printed = new StringWriter();
        int code = Bench.commandLine().setOut(new PrintWriter(printed)).execute(benchmark, "--quick", "--clients=8");
        assertThat(printed.toString()).contains(one, other);
        assertThat(code).isZero();
    }
}
