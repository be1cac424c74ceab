package live.danmaku.frontend.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.text.Normalizer;
import live.danmaku.web.problem.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;

class CommentTextTest {

    /** A mark that composes with nothing. */
    private static final String STROKE = "\u0335";

    private static final String EMOJI = "\uD83D\uDE00";

    @Test
    void clean_decomposed_isComposed() {
        assertThat(CommentText.clean("cafe\u0301")).isEqualTo("caf\u00e9");
    }

    @Test
    void clean_decomposedHangul_isComposed() {
        assertThat(CommentText.clean("\u1112\u1161\u11ab")).isEqualTo("\ud55c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000", "\u0007", "\n", "\r", "\t", "\u001b", "\u007f", "\u0085", "\u009f", "\u200e", "\u200f",
                "\u061c", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"
            })
    void clean_controlOrBidi_isStripped(String character) {
        assertThat(CommentText.clean("a" + character + "b")).isEqualTo("ab");
    }

    @Test
    void clean_strippedBetweenLetterAndAccent_isStillComposed() {
        assertThat(CommentText.clean("e\u200e\u0301")).isEqualTo("\u00e9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66", // family
                "\uD83D\uDC69\uD83C\uDFFD\u200D\uD83D\uDE80", // astronaut with a skin tone
                "\u2764\uFE0F\u200D\uD83D\uDD25", // heart on fire
                "\u2764\uFE0E", // heart as text
                "1\uFE0F\u20E3", // keycap
                "#\uFE0F\u20E3",
                "\uD83C\uDDE8\uD83C\uDDF3", // a flag of two letters
                "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F", // England
                "\u845B\uDB40\uDD00" // an ideographic variant
            })
    void clean_emojiAndVariants_staysWhole(String emoji) {
        assertThat(CommentText.clean(emoji)).isEqualTo(emoji);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "السَّلَامُ عَلَيْكُمْ", // Arabic with vowels
                "می\u200cخواهم", // Persian, with the joiner that is none
                "ที่นี่น้ำตก", // Thai with vowels and tones
                "क्षत्रिय हिन्दी में", // Devanagari
                "க்ஷ்", // Tamil
                "שָׁלוֹם", // Hebrew with points
                "Tiếng Việt",
                "བསྒྲུབས", // Tibetan stack
                "สวัสดี 你好 안녕하세요 こんにちは"
            })
    void clean_scriptsWithMarks_stayUnharmed(String text) {
        assertThat(CommentText.clean(text)).isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC));
    }

    @Test
    void clean_zalgo_keepsFourMarksOfEachLetter() {
        String zalgo = "x" + STROKE.repeat(30) + "y" + STROKE.repeat(30);

        assertThat(CommentText.clean(zalgo)).isEqualTo("x" + STROKE.repeat(4) + "y" + STROKE.repeat(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200e", "\u0000", "\u200d", "\u200b", "\ufe0f", "\udb40\udd00"})
    void clean_zalgoAroundInvisibleCharacters_isCappedAllTheSame(String invisible) {
        String zalgo = "x" + (STROKE.repeat(4) + invisible).repeat(10);

        assertThat(CommentText.clean(zalgo).chars().filter(c -> c == STROKE.charAt(0)))
                .hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " \t\n ",
                "\u3000",
                "\u00a0\u2003\u205f",
                "\u200b\u200d\ufeff",
                "\u202e\u2066",
                "\ufe0f",
                "\udb40\udd00",
                "\u0301\u0301",
                "\u00ad",
                "\u3164",
                "\u115f\u1160",
                "\uffa0",
                "\u2800"
            })
    void clean_nothingToSee_isRefused(String blank) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> CommentText.clean(blank))
                .withMessage("text: blank (expected: 1 to 500 characters)")
                .satisfies(e -> assertThat(e.status()).isEqualTo(HttpStatus.BAD_REQUEST));
    }

    @Test
    void clean_500CodePoints_areKept() {
        assertThat(CommentText.clean("a".repeat(500))).hasSize(500);
    }

    @Test
    void clean_501CodePoints_areRefusedWithTheirNumber() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> CommentText.clean("a".repeat(501)))
                .withMessage("text: 501 characters (expected: 1 to 500)");
    }

    @Test
    void clean_500AstralCodePoints_areKept() {
        assertThat(CommentText.clean(EMOJI.repeat(500))).isEqualTo(EMOJI.repeat(500));
    }

    @Test
    void clean_501AstralCodePoints_areRefusedWithTheirNumber() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> CommentText.clean(EMOJI.repeat(501)))
                .withMessage("text: 501 characters (expected: 1 to 500)");
    }

    @Test
    void clean_500LettersThatCameDecomposed_areKept() {
        assertThat(CommentText.clean("\u1112\u1161\u11ab".repeat(500))).isEqualTo("\ud55c".repeat(500));
    }

    @Test
    void clean_farTooLong_isRefused() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> CommentText.clean("a".repeat(16_000)))
                .withMessage("text: 16000 characters (expected: 1 to 500)");
    }

    @Test
    void clean_loneSurrogates_becomeReplacementCharacters() {
        assertThat(CommentText.clean("a\ud800b")).isEqualTo("a\ufffdb");
        assertThat(CommentText.clean("a\udc00b")).isEqualTo("a\ufffdb");
        assertThat(CommentText.clean("\ud800")).isEqualTo("\ufffd");
    }

    @Test
    void clean_html_isTextLikeAnyOther() {
        assertThat(CommentText.clean("<b>&amp;\"'</b>")).isEqualTo("<b>&amp;\"'</b>");
    }
}
