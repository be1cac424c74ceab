package live.danmaku.embedded;

import org.jspecify.annotations.Nullable;

/** An engine cannot be started or used; the message is written for the person at the keyboard. */
public final class EngineException extends RuntimeException {

    EngineException(String message) {
        super(message);
    }

    EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
