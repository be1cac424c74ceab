package live.danmaku.frontend.moderation;

import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import live.danmaku.model.room.WordAction;
import live.danmaku.model.room.WordRule;
import org.jspecify.annotations.Nullable;

/**
 * A list of words, compiled. Words are found inside of others as well, for many languages put no spaces between words.
 * Immutable.
 */
final class WordFilter {

    private static final int BYTES_OF_AN_ACTION = 4;

    private final WordAutomaton words;

    /** In the words' order. */
    private final WordAction[] actions;

    WordFilter(List<WordRule> rules) {
        NavigableMap<String, WordAction> strictest = new TreeMap<>();
        for (WordRule rule : rules) {
            String word = FoldedText.fold(rule.word());
            if (!word.isBlank()) {
                strictest.merge(word, rule.action(), WordFilter::stricter);
            }
        }
        words = new WordAutomaton(strictest.navigableKeySet());
        actions = strictest.values().toArray(WordAction[]::new);
    }

    /**
     * What is to happen to a text.
     *
     * @param text with what is to be masked replaced by asterisks
     * @param action the strictest of the words found
     */
    record Verdict(String text, WordAction action) {}

    /** How much memory it takes, about. */
    int bytes() {
        return words.bytes() + BYTES_OF_AN_ACTION * actions.length;
    }

    /** @return empty when the text holds none of the words */
    Optional<Verdict> judge(String text) {
        FoldedText folded = new FoldedText(text);
        Findings findings = new Findings();
        words.search(folded.toString(), findings);
        return findings.strictest == null
                ? Optional.empty()
                : Optional.of(new Verdict(masked(text, folded, findings.masked), findings.strictest));
    }

    private static WordAction stricter(WordAction one, WordAction other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** What a search has found. */
    private final class Findings implements WordAutomaton.Listener {

        private @Nullable WordAction strictest;

        /** Of the folded text. */
        private final BitSet masked = new BitSet();

        @Override
        public void found(int word, int start, int end) {
            WordAction action = actions[word];
            strictest = strictest == null ? action : stricter(strictest, action);
            if (action == WordAction.MASK) {
                masked.set(start, end);
            }
        }
    }

    /** One asterisk for each character as people count them. */
    private static String masked(String text, FoldedText folded, BitSet found) {
        BitSet covered = new BitSet(text.length());
        BitSet begins = new BitSet(text.length());
        for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
            covered.set(folded.start(i), folded.end(i));
            begins.set(folded.start(i));
        }
        StringBuilder masked = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (begins.get(i)) {
                masked.append('*');
            } else if (!covered.get(i)) {
                masked.append(text.charAt(i));
            }
        }
        return masked.toString();
    }
}
