package live.danmaku.model.route;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Where the rules are kept, every version of them. Never blocks; stages fail when the store cannot be reached. */
public interface RuleStore {

    /**
     * What a reading says.
     *
     * @param now when this was so, in ms since 1970 by the store's clock
     * @param rules null when they are the ones that are known already
     */
    record Reading(long now, @Nullable RoutingRules rules) {}

    /**
     * The rules now; cheap when they are known.
     *
     * @param known the version that the caller has; -1 for none
     */
    CompletionStage<Reading> read(long known);

    /**
     * Changes the rules and leaves an entry in the audit, both or neither. One change comes after the other, and a later
     * one has a higher version.
     *
     * @param who a uid, or what of the system does it
     * @param why may be empty
     * @return the new version, which is the audit's; empty when there is nothing to change: no such entry, no such version
     */
    CompletionStage<Optional<Long>> change(RuleChange change, String who, String why);
}
