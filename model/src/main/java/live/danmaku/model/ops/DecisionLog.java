package live.danmaku.model.ops;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the system decided by itself, for people to read. Never blocks; stages fail when the store cannot be reached. */
public interface DecisionLog {

    /**
     * Keeps a decision; keeping it again changes nothing. Deciders go on without waiting.
     *
     * @return completes when it is kept
     */
    CompletionStage<Void> record(Decision decision);

    /**
     * The newest decisions first.
     *
     * @param kind only of this kind; null for all
     * @param before only decisions before this time, in ms since 1970
     */
    CompletionStage<List<Decision>> list(@Nullable String kind, long before, int limit);
}
