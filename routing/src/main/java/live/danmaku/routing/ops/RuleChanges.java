package live.danmaku.routing.ops;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.route.RuleChange;
import live.danmaku.model.route.RuleHints;
import live.danmaku.model.route.RuleStore;
import live.danmaku.web.ops.ChangeReason;
import live.danmaku.web.token.Caller;
import org.jspecify.annotations.Nullable;

/** Changes rules and tells all routers. */
public final class RuleChanges {

    private final RuleStore store;
    private final RuleHints hints;

    public RuleChanges(RuleStore store, RuleHints hints) {
        this.store = store;
        this.hints = hints;
    }

    /**
     * @param reason as it was given; null for none
     * @return the new version; empty when there was nothing to change
     */
    CompletionStage<Optional<Long>> change(RuleChange change, Caller caller, @Nullable String reason) {
        return store.change(change, caller.uid().value(), ChangeReason.of(reason))
                .thenApply(version -> {
                    hints.tell();
                    return version;
                });
    }
}
