package live.danmaku.frontend.moderation;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * A text as words are searched in it: NFKC, lower-cased, without characters that show nothing. It knows from which
 * characters of the original each of its own came. Two texts that people read alike fold alike, as far as Unicode's
 * compatibility forms go.
 */
final class FoldedText {

    private final StringBuilder folded = new StringBuilder();
    private int[] starts = new int[64];
    private int[] ends = new int[64];

    FoldedText(String original) {
        for (int start = 0; start < original.length(); ) {
            int end = endOfCharacter(original, start);
            String part = fold(original.substring(start, end));
            for (int i = 0; i < part.length(); i++) {
                note(start, end);
                folded.append(part.charAt(i));
            }
            start = end;
        }
    }

    static String fold(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().filter(c -> !showsNothing(c)).forEach(visible::appendCodePoint);
        return Normalizer.normalize(visible, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return folded.toString();
    }

    /** Where in the original the folded character's original begins. */
    int start(int index) {
        return starts[index];
    }

    /** Where in the original it ends, exclusive. */
    int end(int index) {
        return ends[index];
    }

    /** A character is a code point and those after it that change together with it, such as a letter's accents. */
    private static int endOfCharacter(String text, int start) {
        int end = start + Character.charCount(text.codePointAt(start));
        while (end < text.length()) {
            int next = text.codePointAt(end);
            if (next < 0x80) {
                break;
            }
            int further = end + Character.charCount(next);
            String apart = fold(text.substring(start, end)) + fold(text.substring(end, further));
            if (!showsNothing(next) && fold(text.substring(start, further)).equals(apart)) {
                break;
            }
            end = further;
        }
        return end;
    }

    private static boolean showsNothing(int c) {
        return Character.getType(c) == Character.FORMAT || c >= 0xFE00 && c <= 0xFE0F || c >= 0xE0100 && c <= 0xE01EF;
    }

    private void note(int start, int end) {
        if (folded.length() == starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
        starts[folded.length()] = start;
        ends[folded.length()] = end;
    }
}
