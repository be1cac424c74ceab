package live.danmaku.tools.transfer;

/** Why a stream cannot be exported or imported, in words for people. */
final class TransferException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TransferException(String message) {
        super(message);
    }

    TransferException(String message, Throwable cause) {
        super(message, cause);
    }
}
