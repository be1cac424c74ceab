package live.danmaku.push.pusher.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrotliCompressorTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 65_535, 65_536, 65_537, 200_000})
    void withoutTheNativeLibrary_itIsBrotliAllTheSame(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);

        byte[] stored = new BrotliCompressor(false).compress(bytes);

        assertThat(Packet.unbrotli(stored)).isEqualTo(bytes);
        assertThat(stored.length).isLessThanOrEqualTo(length + 4 * (1 + length / 65_536) + 2);
    }
}
