package live.danmaku.model.room;

/**
 * A word that a room does not want to see, and what happens to comments that hold it.
 *
 * @param word 1 to {@value #MOST_CHARACTERS} characters, not blank. Letter case and compatible forms, such as full-width
 *     letters, do not matter
 */
public record WordRule(String word, WordAction action) {

    public static final int MOST_CHARACTERS = 64;

    /** @throws IllegalArgumentException when the word is blank or too long; the text says the value and what is expected */
    public WordRule {
        int length = word.codePointCount(0, word.length());
        if (length > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "word of %d characters (expected: 1-%d)".formatted(length, MOST_CHARACTERS));
        }
        if (word.isBlank()) {
            throw new IllegalArgumentException(
                    "word: '%s' (expected: 1-%d characters, not blank)".formatted(word, MOST_CHARACTERS));
        }
    }
}
