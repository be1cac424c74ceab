package live.danmaku.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoopbackPortTest {

    @Test
    void free_isBelowTheEphemeralRangeAndNeverGivenTwice() {
        assertThat(IntStream.range(0, 200).map(i -> LoopbackPort.free()).boxed().toList())
                .doesNotHaveDuplicates()
                .allSatisfy(port -> assertThat(port).isBetween(20_000, 31_999));
    }
}
