package live.danmaku.model.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import live.danmaku.model.UserId;
import org.junit.jupiter.api.Test;

class ModerationTest {

    @Test
    void slowMode_outOfRange_saysTheValueAndWhatIsExpected() {
        assertThatThrownBy(() -> new Moderation(9_999, Set.of(), Set.of(), List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("slowModeSeconds: 9999 (expected: 0-3600)");
        assertThatThrownBy(() -> new Moderation(-1, Set.of(), Set.of(), List.of(), 1))
                .hasMessage("slowModeSeconds: -1 (expected: 0-3600)");
        assertThat(new Moderation(3_600, Set.of(), Set.of(), List.of(), 1).slowModeSeconds())
                .isEqualTo(3_600);
    }

    @Test
    void lists_tooLong_sayWhichAndHowMany() {
        Set<UserId> many =
                IntStream.range(0, 1_001).mapToObj(n -> new UserId("u" + n)).collect(Collectors.toSet());

        assertThatThrownBy(() -> new Moderation(0, many, Set.of(), List.of(), 1))
                .hasMessage("muted: 1001 entries (expected: 0-1000)");
        assertThatThrownBy(() -> new Moderation(0, Set.of(), many, List.of(), 1))
                .hasMessage("banned: 1001 entries (expected: 0-1000)");
    }

    @Test
    void bytes_countWhatIsListed() {
        assertThat(Moderation.NONE.bytes()).isZero();
        assertThat(new Moderation(
                                0,
                                Set.of(new UserId("ann")),
                                Set.of(new UserId("eve")),
                                List.of(new WordRule("spam", WordAction.MASK)),
                                1)
                        .bytes())
                .isEqualTo(3 * 80 + 3 + 3 + 2 * 4);
    }

    @Test
    void word_blankOrTooLong_saysWhatIsExpected() {
        assertThatThrownBy(() -> new WordRule(" ", WordAction.MASK))
                .hasMessage("word: ' ' (expected: 1-64 characters, not blank)");
        assertThatThrownBy(() -> new WordRule("x".repeat(65), WordAction.MASK))
                .hasMessage("word of 65 characters (expected: 1-64)");
        assertThat(new WordRule("🤬".repeat(64), WordAction.MASK).word()).hasSize(128);
    }

    @Test
    void action_unknown_listsTheActions() {
        assertThatThrownBy(() -> WordAction.of("burn")).hasMessage("action: 'burn' (expected: reject, mask or silent)");
    }
}
