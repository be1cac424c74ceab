package live.danmaku.model;

/** The one check that all id types share, so that their error texts read alike. */
final class Ids {

    private Ids() {}

    /**
     * @param what the id's name in the error text, e.g. {@code room id}
     * @param value the candidate
     * @param extra characters allowed besides letters and digits
     * @return the value itself
     * @throws IllegalArgumentException when the value is empty, longer than 64 characters or holds another character
     */
    static String require(String what, String value, String extra) {
        if (value.isEmpty() || value.length() > 64) {
            throw new IllegalArgumentException(
                    "%s of %d characters (expected: 1 to 64)".formatted(what, value.length()));
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!alphanumeric && extra.indexOf(c) < 0) {
                throw new IllegalArgumentException(
                        "%s: '%s' (expected: 1 to 64 of A-Z a-z 0-9 %s)".formatted(what, value, spaced(extra)));
            }
        }
        return value;
    }

    private static String spaced(String extra) {
        return String.join(" ", extra.split(""));
    }
}
