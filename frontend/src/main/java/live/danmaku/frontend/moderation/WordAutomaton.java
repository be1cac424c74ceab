package live.danmaku.frontend.moderation;

import java.util.Arrays;
import java.util.SortedSet;

/**
 * The automaton of Aho and Corasick: however many words there are, each character of a text is read once. Its states
 * are in a few arrays, {@value #BYTES_OF_A_STATE} bytes for each character of a word, whatever the words are. States
 * are numbered by their depth, so that those behind one state have consecutive numbers. Immutable.
 */
final class WordAutomaton {

    private static final int BYTES_OF_A_STATE = 18;
    private static final int BYTES_OF_A_WORD = 4;
    private static final int START = 0;
    private static final int NONE = -1;

    /** The character that leads to a state; ascending among those behind one state. */
    private final char[] labels;

    /** The first state behind a state; those behind it end where those behind the next state begin. */
    private final int[] firsts;

    /** Where to go on when no state is behind: the state of the longest text that ends alike. */
    private final int[] fails;

    /**
     * The state of the longest word that ends at a state: itself, or one that its {@link #fails} lead to;
     * {@link #START} for none.
     */
    private final int[] reports;

    /** The word that leads to a state. */
    private final int[] words;

    /** How long each word is. */
    private final int[] lengths;

    /** @param sorted in their natural order, none empty */
    WordAutomaton(SortedSet<String> sorted) {
        String[] all = sorted.toArray(String[]::new);
        lengths = Arrays.stream(all).mapToInt(String::length).toArray();
        int most = 1 + Arrays.stream(lengths).sum();
        char[] label = new char[most];
        int[] first = new int[most + 1];
        int[] word = new int[most];
        int count = addStates(all, label, first, word);
        labels = Arrays.copyOf(label, count);
        firsts = Arrays.copyOf(first, count + 1);
        words = Arrays.copyOf(word, count);
        fails = new int[count];
        reports = new int[count];
        for (int state = START; state < count; state++) {
            link(state);
        }
    }

    /** Each state stands for the words of a range that begin alike. */
    private static int addStates(String[] all, char[] label, int[] first, int[] word) {
        int[] low = new int[label.length];
        int[] high = new int[label.length];
        high[START] = all.length;
        int count = 1;
        int depth = 0;
        int deeper = 1;
        for (int state = START; state < count; state++) {
            if (state == deeper) {
                depth++;
                deeper = count;
            }
            first[state] = count;
            int next = low[state];
            // The shortest of the words that begin alike comes first.
            word[state] = depth > 0 && all[next].length() == depth ? next++ : NONE;
            for (; next < high[state]; next++) {
                char c = all[next].charAt(depth);
                if (count == first[state] || label[count - 1] != c) {
                    label[count] = c;
                    low[count++] = next;
                }
                high[count - 1] = next + 1;
            }
        }
        first[count] = count;
        return count;
    }

    /** Links the states behind one whose own links, and those of all less deep ones, are known. */
    private void link(int state) {
        for (int behind = firsts[state]; behind < firsts[state + 1]; behind++) {
            fails[behind] = state == START ? START : follow(fails[state], labels[behind]);
            reports[behind] = words[behind] == NONE ? reports[fails[behind]] : behind;
        }
    }

    /** Hears of a word. */
    @FunctionalInterface
    interface Listener {

        /**
         * @param word its number in the sorted order
         * @param start where in the text it begins
         * @param end where it ends, exclusive
         */
        void found(int word, int start, int end);
    }

    /** How much memory it takes, about. */
    int bytes() {
        return BYTES_OF_A_STATE * labels.length + BYTES_OF_A_WORD * lengths.length;
    }

    /** All places of all words, those inside of others included, by where they end. */
    void search(String text, Listener listener) {
        int state = START;
        for (int i = 0; i < text.length(); i++) {
            state = follow(state, text.charAt(i));
            for (int found = reports[state]; found != START; found = reports[fails[found]]) {
                int word = words[found];
                listener.found(word, i + 1 - lengths[word], i + 1);
            }
        }
    }

    /** The state of the longest beginning of a word that the text up to and with this character ends with. */
    private int follow(int from, char c) {
        for (int state = from; ; state = fails[state]) {
            int behind = Arrays.binarySearch(labels, firsts[state], firsts[state + 1], c);
            if (behind >= 0) {
                return behind;
            }
            if (state == START) {
                return START;
            }
        }
    }
}
