package live.danmaku.tools.history.system;

import org.jspecify.annotations.Nullable;

/** A run cannot be made; the message is for the person at the keyboard. */
public final class ScenarioException extends RuntimeException {

    public ScenarioException(String message) {
        this(message, null);
    }

    public ScenarioException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
