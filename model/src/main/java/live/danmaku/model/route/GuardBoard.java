package live.danmaku.model.route;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Where the routers agree on which of them judges what clients report, and read what it found. Never blocks; stages fail when
 * the store cannot be reached.
 */
public interface GuardBoard {

    /**
     * Makes a router the one that judges, for some time, unless another one is; the one that is may ask again.
     *
     * @param router a name unlike any other router's
     */
    CompletionStage<Boolean> lead(String router, Duration length);

    /** Keeps what was found, as text of the caller's own, in place of what was there. It is kept for an hour. */
    CompletionStage<Void> publish(String found);

    /** What was published last. */
    CompletionStage<Optional<String>> read();
}
