package live.danmaku.model.route;

import java.util.concurrent.CompletionStage;

/** Tells other processes that the rules have changed. A hint may be lost; whoever needs the rules reads them now and then. */
public interface RuleHints {

    /** Never fails. */
    void tell();

    /**
     * @param listener called on a thread of the store's client; must not block
     * @return completes when hints will arrive; fails when they cannot, and may be asked again
     */
    CompletionStage<Void> listen(Runnable listener);
}
