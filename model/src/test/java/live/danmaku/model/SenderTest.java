package live.danmaku.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SenderTest {

    private static final UserId ANN = new UserId("ann");

    @Test
    void name_isMadeSafeToShow() {
        assertThat(new Sender(ANN, " Ann\u202E\u0000 🌸 ").name()).isEqualTo("Ann 🌸");
        assertThat(new Sender(ANN, "half \uD83D").name()).isEqualTo("half \uFFFD");
    }

    @Test
    void name_thatShowsNothing_isTheUid() {
        assertThat(new Sender(ANN, "\u200B \u3000").name()).isEqualTo("ann");
    }

    @Test
    void name_tooLong_isCutBetweenCharacters() {
        assertThat(new Sender(ANN, "🌸".repeat(70)).name()).isEqualTo("🌸".repeat(64));
    }
}
