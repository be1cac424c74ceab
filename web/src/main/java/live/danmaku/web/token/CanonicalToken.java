package live.danmaku.web.token;

/**
 * The one spelling of a token: three parts in base64url as RFC 7515 has it. Decoders skip what is no base64 and ignore
 * the last part of a last character, so one token would have spellings without end.
 */
final class CanonicalToken {

    static final int MOST_CHARACTERS = 2_048;

    private static final int PARTS = 3;

    private CanonicalToken() {}

    /** @throws IllegalArgumentException when it is none; the text says why, never the token */
    static void require(String token) {
        if (token.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "%d characters (expected: %d at most)".formatted(token.length(), MOST_CHARACTERS));
        }
        int parts = 0;
        for (int begin = 0; begin <= token.length(); parts++) {
            int end = token.indexOf('.', begin);
            if (end < 0) {
                end = token.length();
            }
            requirePart(token, begin, end);
            begin = end + 1;
        }
        if (parts != PARTS) {
            throw new IllegalArgumentException("%d parts (expected: %d)".formatted(parts, PARTS));
        }
    }

    private static void requirePart(String token, int begin, int end) {
        int sextet = 0;
        for (int i = begin; i < end; i++) {
            sextet = sextet(token.charAt(i));
        }
        int unused = switch ((end - begin) % 4) {
            case 0 -> 0;
            case 2 -> 0b1111;
            case 3 -> 0b11;
            default -> throw new IllegalArgumentException("a part that ends amid a byte (expected: base64url)");
        };
        if ((sextet & unused) != 0) {
            throw new IllegalArgumentException("a part whose unused bits are set (expected: base64url)");
        }
    }

    private static int sextet(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        if (c == '-' || c == '_') {
            return c == '-' ? 62 : 63;
        }
        throw new IllegalArgumentException("a character that is not of base64url (expected: A-Z a-z 0-9 - _)");
    }
}
