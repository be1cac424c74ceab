package live.danmaku.model.timeline;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Notices that a store has lost the newest part of what it had acknowledged, as a Redis master does that failed before its
 * replica had everything. Works without traffic: a number that grows is written each second, and a store that answers
 * with an older one has lost what came after. Thread-safe, never blocks.
 */
public interface StoreWitness {

    /**
     * Checks now. Completes after the store has answered and the listeners have been called for a loss that this found;
     * fails when the store cannot be reached.
     *
     * @return how many losses this process has noticed so far
     */
    CompletionStage<Long> check();

    /** @param listener is called once for each loss noticed from now on; must not block */
    void onLoss(Consumer<StoreLoss> listener);
}
