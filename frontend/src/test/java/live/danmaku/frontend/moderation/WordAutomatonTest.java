package live.danmaku.frontend.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WordAutomatonTest {

    @Test
    void search_randomWordsOfFewLetters_findsAllThatAPlainSearchFinds() {
        Random random = new Random(13);
        for (int round = 0; round < 2_000; round++) {
            TreeSet<String> words = new TreeSet<>();
            for (int i = random.nextInt(20); i >= 0; i--) {
                words.add(text(random, 1 + random.nextInt(6)));
            }
            String text = text(random, random.nextInt(40));

            assertThat(found(words, text))
                    .as("%s in '%s'", words, text)
                    .containsExactlyInAnyOrderElementsOf(plainlyFound(words, text));
        }
    }

    @Test
    void search_noWordsOrNoText_findsNothing() {
        assertThat(found(new TreeSet<>(), "text")).isEmpty();
        assertThat(found(new TreeSet<>(List.of("text")), "")).isEmpty();
    }

    private record Finding(int word, int start, int end) {}

    private static List<Finding> found(TreeSet<String> words, String text) {
        List<Finding> found = new ArrayList<>();
        new WordAutomaton(words).search(text, (word, start, end) -> found.add(new Finding(word, start, end)));
        return found;
    }

    private static List<Finding> plainlyFound(TreeSet<String> words, String text) {
        List<Finding> found = new ArrayList<>();
        int number = 0;
        for (String word : words) {
            for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                found.add(new Finding(number, at, at + word.length()));
            }
            number++;
        }
        return found;
    }

    /** Of few letters, so that words lie in words; the greatest and the least character are among them. */
    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append("ab\uffff\0".charAt(random.nextInt(4)));
        }
        return text.toString();
    }
}
