package live.danmaku.standalone.engines;

import org.jspecify.annotations.Nullable;

/** The engines do not start; the message is the engine's own, written for the person at the keyboard. */
public final class EnginesFailedException extends RuntimeException {

    public EnginesFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
