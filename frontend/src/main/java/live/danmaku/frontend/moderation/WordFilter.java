package live.danmaku.frontend.moderation;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.danmaku.model.room.WordAction;
import live.danmaku.model.room.WordRule;
import org.ahocorasick.trie.Emit;
import org.ahocorasick.trie.Trie;

/**
 * A room's words, compiled: however many there are, a text is read once. Words are found inside of others as well, for
 * many languages put no spaces between words. Immutable.
 */
final class WordFilter {

    private final Trie trie;
    private final Map<String, WordAction> actions = new HashMap<>();

    WordFilter(List<WordRule> rules) {
        for (WordRule rule : rules) {
            String word = FoldedText.fold(rule.word());
            if (!word.isBlank()) {
                actions.merge(word, rule.action(), (one, other) -> one.compareTo(other) <= 0 ? one : other);
            }
        }
        trie = Trie.builder().addKeywords(actions.keySet()).build();
    }

    /**
     * What is to happen to a text.
     *
     * @param text with what is to be masked replaced by asterisks
     * @param action the strictest of the words found
     */
    record Verdict(String text, WordAction action) {}

    /** @return empty when the text holds none of the words */
    Optional<Verdict> judge(String text) {
        FoldedText folded = new FoldedText(text);
        Collection<Emit> found = trie.parseText(folded.toString());
        return found.stream()
                .map(this::action)
                .min(WordAction::compareTo)
                .map(strictest -> new Verdict(masked(text, folded, found), strictest));
    }

    private WordAction action(Emit emit) {
        return actions.getOrDefault(emit.getKeyword(), WordAction.MASK);
    }

    /** One asterisk for each character as people count them. */
    private String masked(String text, FoldedText folded, Collection<Emit> found) {
        BitSet covered = new BitSet(text.length());
        BitSet begins = new BitSet(text.length());
        for (Emit emit : found) {
            if (action(emit) == WordAction.MASK) {
                for (int i = emit.getStart(); i <= emit.getEnd(); i++) {
                    covered.set(folded.start(i), folded.end(i));
                    begins.set(folded.start(i));
                }
            }
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
