package live.danmaku.tools.feed;

/** A feed that cannot go on; the text is for the person at the keyboard. */
final class FeedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    FeedException(String message) {
        super(message);
    }

    FeedException(String message, Throwable cause) {
        super(message, cause);
    }
}
