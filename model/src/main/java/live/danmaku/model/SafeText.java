package live.danmaku.model;

import java.text.Normalizer;

/**
 * What people write, made safe to show: NFC, without control and bidi characters, at most {@value #MOST_COMBINING_MARKS}
 * combining marks on a letter, and no halves of characters. Joiners and variation selectors, which make emoji, stay.
 */
public final class SafeText {

    private static final int MOST_COMBINING_MARKS = 4;

    private SafeText() {}

    /** The safe form of a text; empty when nothing in it can be seen. */
    public static String clean(String text) {
        // Stripped first, so that what stood between a letter and its accent cannot keep them apart.
        String normal = Normalizer.normalize(stripped(text), Normalizer.Form.NFC);
        StringBuilder clean = new StringBuilder(normal.length());
        int marks = 0;
        boolean visible = false;
        for (int i = 0; i < normal.length(); ) {
            int c = normal.codePointAt(i);
            i += Character.charCount(c);
            if (isCombining(c)) {
                marks++;
            } else if (!isWithoutWidth(c)) {
                marks = 0;
            }
            if (marks > MOST_COMBINING_MARKS && isCombining(c)) {
                continue;
            }
            clean.appendCodePoint(isLoneSurrogate(c) ? 0xFFFD : c);
            visible |= isVisible(c);
        }
        return visible ? clean.toString() : "";
    }

    /** The safe form of a name: on one line, without spaces around it, cut after {@code most} code points. */
    public static String cleanName(String text, int most) {
        String clean = clean(text).strip();
        return clean.codePointCount(0, clean.length()) <= most
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, most)).strip();
    }

    private static String stripped(String text) {
        return text.codePoints()
                .filter(c -> !isStripped(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isStripped(int c) {
        boolean bidi =
                c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c == 0x200E || c == 0x200F || c == 0x061C;
        return bidi || Character.isISOControl(c);
    }

    private static boolean isCombining(int c) {
        int type = Character.getType(c);
        return (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) && !isVariationSelector(c);
    }

    private static boolean isVariationSelector(int c) {
        return c >= 0xFE00 && c <= 0xFE0F || c >= 0xE0100 && c <= 0xE01EF;
    }

    /** What may stand between a letter's marks and does not begin a new letter. */
    private static boolean isWithoutWidth(int c) {
        return isVariationSelector(c) || Character.getType(c) == Character.FORMAT;
    }

    private static boolean isLoneSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static boolean isVisible(int c) {
        return !Character.isWhitespace(c)
                && !Character.isSpaceChar(c)
                && !isWithoutWidth(c)
                && !isCombining(c)
                && !isFiller(c);
    }

    /** Letters and patterns that show nothing: Hangul fillers and the empty Braille pattern. */
    private static boolean isFiller(int c) {
        return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800;
    }
}
