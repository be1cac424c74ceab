package live.danmaku.frontend.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import live.danmaku.model.room.WordAction;
import live.danmaku.model.room.WordRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordFilterTest {

    private static final WordFilter MASKS =
            new WordFilter(masks("spam", "ばか", "カバ", "🤬", "ガ", "é", "straße", "kg", "한국"));

    @ParameterizedTest
    @CsvSource({
        "buy SPAM now, buy **** now",
        "ｓｐａｍ!, ****!",
        "antispammer, anti****mer",
        "spamspam, ********",
        "s\u200Dp\u200Bam, ****",
        "このばか者, この**者",
        "ｶﾊﾞだ, **だ",
        "ｶﾞ, *",
        "𝓼𝓹𝓪𝓶 😀, **** 😀",
        "🤬🤬x, **x",
        "cafe\u0301, caf*",
        "CAFÉ, CAF*",
        "STRAßE, ******",
        "5 ㎏, 5 *",
        "한국어, **어"
    })
    void judge_wordInWhateverForm_isMaskedCharacterByCharacter(String text, String masked) {
        assertThat(MASKS.judge(text)).contains(new WordFilter.Verdict(masked, WordAction.MASK));
    }

    @ParameterizedTest
    @CsvSource({"hello", "spa m", "s.p.a.m", "バ", "e"})
    void judge_textWithoutTheWords_findsNothing(String text) {
        assertThat(MASKS.judge(text)).isEmpty();
    }

    @Test
    void judge_wordsInWords_maskAllTheyCover() {
        WordFilter filter = new WordFilter(masks("abc", "bcd", "c"));

        assertThat(filter.judge("xabcdx c").orElseThrow().text()).isEqualTo("x****x *");
    }

    @Test
    void judge_severalActions_theStrictestDecides() {
        WordFilter filter = new WordFilter(List.of(
                new WordRule("a", WordAction.MASK),
                new WordRule("b", WordAction.SILENT),
                new WordRule("c", WordAction.REJECT),
                new WordRule("B", WordAction.MASK)));

        assertThat(filter.judge("ab")).contains(new WordFilter.Verdict("*b", WordAction.SILENT));
        assertThat(filter.judge("abc").orElseThrow().action()).isEqualTo(WordAction.REJECT);
    }

    @Test
    void judge_noWords_findsNothing() {
        assertThat(new WordFilter(List.of()).judge("anything")).isEmpty();
        assertThat(new WordFilter(masks("\u200D\u200B")).judge("any\u200Dthing"))
                .isEmpty();
    }

    private static List<WordRule> masks(String... words) {
        return Stream.of(words).map(word -> new WordRule(word, WordAction.MASK)).toList();
    }
}
