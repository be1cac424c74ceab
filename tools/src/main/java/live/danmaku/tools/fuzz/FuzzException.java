package live.danmaku.tools.fuzz;

/** A run cannot be made; the message is for the person at the keyboard. */
final class FuzzException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FuzzException(String message) {
        super(message);
    }
}
