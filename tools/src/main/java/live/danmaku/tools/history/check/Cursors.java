package live.danmaku.tools.history.check;

/** What a cursor's text says. It is opaque to clients; the judge is none. */
final class Cursors {

    private static final String NO_EPOCH = "0";

    private Cursors() {}

    static String epoch(String cursor) {
        int dash = cursor.indexOf('-');
        return dash < 0 ? "" : cursor.substring(0, dash);
    }

    /** Whether it stands before the first message of whatever comes. */
    static boolean isOrigin(String cursor) {
        return epoch(cursor).equals(NO_EPOCH);
    }

    /** Whether the second is of the same epoch as the first, and of a lower place. */
    static boolean wentBack(String earlier, String later) {
        return epoch(earlier).equals(epoch(later)) && place(later) < place(earlier);
    }

    private static long place(String cursor) {
        return Long.parseLong(cursor.substring(cursor.indexOf('-') + 1), 36);
    }
}
