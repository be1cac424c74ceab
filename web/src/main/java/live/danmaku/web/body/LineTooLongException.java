package live.danmaku.web.body;

/** A line exceeded its bound. */
final class LineTooLongException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final long line;

    /** @param line its number; the first is 1 */
    LineTooLongException(long line) {
        super("line " + line, null, false, false);
        this.line = line;
    }

    long line() {
        return line;
    }
}
