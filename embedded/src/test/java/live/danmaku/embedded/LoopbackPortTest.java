package live.danmaku.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoopbackPortTest {

    @Test
    void free_isBelowTheEphemeralRangeAndNeverGivenTwice() {
        assertThat(IntStream.range(0, 200).map(i -> LoopbackPort.free()).boxed().toList())
                .doesNotHaveDuplicates()
                .allSatisfy(port -> assertThat(port).isBetween(20_000, 25_999));
    }

    @Test
    void freePair_isTwoInARow_ofWhichNeitherIsGivenAgain() {
        int first = LoopbackPort.freePair();

        assertThat(IntStream.range(0, 200).map(i -> LoopbackPort.free()).boxed().toList())
                .doesNotContain(first, first + 1);
    }

    @Test
    void claim_ofAnotherJvm_isRefusedWhileThatLives() throws Exception {
        int port = LoopbackPort.free();
        Process other = ClaimingJvm.start(port);

        assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualTo("false");
        assertThat(other.waitFor()).isZero();
    }
}
