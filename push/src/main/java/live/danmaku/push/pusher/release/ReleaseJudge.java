package live.danmaku.push.pusher.release;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import live.danmaku.model.route.RouteDecision;
import live.danmaku.model.route.RouteSubject;
import live.danmaku.model.route.RulesInForce;
import live.danmaku.push.link.v1.Grant;

/** Judges by the rules in force whether a client may have a long connection. Thread-safe. */
public final class ReleaseJudge {

    private final Supplier<RulesInForce> rules;
    private final BooleanSupplier open;

    /** @param open ops' switch {@code push} */
    public ReleaseJudge(Supplier<RulesInForce> rules, BooleanSupplier open) {
        this.rules = rules;
        this.open = open;
    }

    /**
     * Why not; empty when it may. Who was granted by later rules than those known here may: the router was faster.
     *
     * @throws IllegalArgumentException when an id is none; the text says the value and what is expected
     */
    public Optional<String> refusal(Grant grant) {
        if (!open.getAsBoolean()) {
            return Optional.of("long connections are switched off");
        }
        RulesInForce inForce = rules.get();
        if (grant.getRules() > inForce.version()) {
            return Optional.empty();
        }
        RouteSubject subject = RouteSubject.of(grant.getUid(), grant.getDevice(), grant.getVersion());
        if (grant.getListsOnly()) {
            return inForce.black().find(subject) == null ? Optional.empty() : Optional.of("use polling");
        }
        RouteDecision decision = inForce.decide(subject, true);
        return decision.push() ? Optional.empty() : Optional.of("use polling");
    }
}
