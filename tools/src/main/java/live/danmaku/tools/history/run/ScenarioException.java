package live.danmaku.tools.history.run;

import org.jspecify.annotations.Nullable;

/** A run cannot be made; the message is for the person at the keyboard. */
public final class ScenarioException extends RuntimeException {

    ScenarioException(String message) {
        this(message, null);
    }

    ScenarioException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
