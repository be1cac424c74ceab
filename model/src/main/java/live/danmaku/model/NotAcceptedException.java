package live.danmaku.model;

import java.time.Duration;

/** A message that could not be made safe. The text says whether it may have been accepted all the same. */
public final class NotAcceptedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    /** @param retryAfter when to try again */
    public NotAcceptedException(String detail, Duration retryAfter) {
        super(detail, null, false, false);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
