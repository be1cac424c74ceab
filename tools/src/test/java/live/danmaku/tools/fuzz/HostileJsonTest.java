package live.danmaku.tools.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostileJsonTest {

    private static final List<String> NAMES = List.of("type", "body", "id");

    @Test
    void body_sameSeed_sameBodies_andHardlyAnyTwice() {
        List<String> bodies = bodies(7);

        assertThat(bodies(7)).isEqualTo(bodies);
        assertThat(bodies(8)).isNotEqualTo(bodies);
        Set<String> different = new HashSet<>(bodies);
        assertThat(different).hasSizeGreaterThan(bodies.size() * 8 / 10);
        assertThat(bodies).anyMatch(body -> body.startsWith("{\"type\":")).anyMatch(body -> body.startsWith("[["));
    }

    private static List<String> bodies(long seed) {
        HostileJson json = new HostileJson(new Hostile(new SplittableRandom(seed)));
        return IntStream.range(0, 1_000).mapToObj(i -> json.body(NAMES)).toList();
    }
}
