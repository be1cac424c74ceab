package live.danmaku.playback.replay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Set;
import live.danmaku.model.MessageType;
import live.danmaku.model.archive.Outline;
import org.junit.jupiter.api.Test;

class DensityTest {

    private static final Set<MessageType> COMMENTS = Set.of(MessageType.COMMENT);

    private final Outline outline = Outline.of(Map.of(MessageType.COMMENT, new long[] {-4_200, 0, 10, 999, 2_500}));

    @Test
    void counts_haveAllPiecesFromTheStartOnAndThoseBeforeThatHoldAny() {
        assertThat(text(density(1_000, 0).counts()))
                .isEqualTo("[{\"at\":-5000,\"count\":1},{\"at\":0,\"count\":3},{\"at\":1000,\"count\":0},"
                        + "{\"at\":2000,\"count\":1}]");
    }

    @Test
    void points_areInSecondsAndShifted() {
        assertThat(text(density(1_500, 250).points()))
                .isEqualTo("[{\"time\":-4.25,\"value\":1},{\"time\":0.25,\"value\":3},{\"time\":1.75,\"value\":1}]");
        assertThat(text(density(1_000, 1_000).points())).startsWith("[{\"time\":-4,\"value\":1},{\"time\":1,");
    }

    @Test
    void pieces_moreThanTenThousand_areRefused() {
        assertThat(text(new Density(outline, COMMENTS, 10_000, 1, 0).counts())).endsWith("{\"at\":9999,\"count\":0}]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Density(outline, COMMENTS, 7_200_000, 100, 0))
                .withMessage("bucketMs: 100 (expected: 721 or more for this stream)");
    }

    private Density density(long bucketMs, long offsetMs) {
        return new Density(outline, COMMENTS, 3_000, bucketMs, offsetMs);
    }

    private static String text(byte[] json) {
        return new String(json, US_ASCII);
    }
}
