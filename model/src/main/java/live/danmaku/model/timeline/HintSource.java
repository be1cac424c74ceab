package live.danmaku.model.timeline;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import live.danmaku.model.Topic;

/** Tells when a topic may have something new. */
public interface HintSource {

    /** A listener's interest in a topic. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {

        /** Stops the calls; does not block. */
        @Override
        void close();
    }

    /**
     * Starts listening. The stage completes when hints of later appends will arrive; while the store is away that takes until
     * it is back.
     *
     * @param listener called on a thread of the store's client; must not block
     * @return the running subscription
     */
    CompletionStage<Subscription> subscribe(Topic topic, Consumer<Hint> listener);
}
