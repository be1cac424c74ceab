package live.danmaku.routing.route;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.ops.Switches;
import live.danmaku.model.route.Grant;
import live.danmaku.model.route.RouteDecision;
import live.danmaku.model.route.RouteRule;
import live.danmaku.model.route.RuleLook;
import live.danmaku.model.route.RuleWatch;
import live.danmaku.model.route.RulesInForce;
import live.danmaku.routing.node.NodeChoice;
import live.danmaku.routing.node.NodeWatch;
import live.danmaku.routing.node.OfferedNode;
import live.danmaku.web.ticket.TicketIssuer;
import live.danmaku.web.token.Caller;

/**
 * Answers how to connect, from what this process knows of rules, nodes and switches. Takes no lock and does no I/O.
 * Thread-safe.
 */
public final class Router {

    private final RuleWatch rules;
    private final NodeWatch nodes;
    private final SwitchWatch switches;
    private final TicketIssuer tickets;
    private final String region;
    private final int maxFailures;
    private final Route.Backoff backoff;
    private final Duration pollAfter;
    private final long askAgainMs;
    private final double telemetrySample;
    private final Clock clock;

    /** @param region where clients are that do not say */
    public Router(
            RuleWatch rules,
            NodeWatch nodes,
            SwitchWatch switches,
            TicketIssuer tickets,
            String region,
            RouteSettings settings,
            Clock clock) {
        this.rules = rules;
        this.nodes = nodes;
        this.switches = switches;
        this.tickets = tickets;
        this.region = region;
        maxFailures = settings.maxFailures();
        backoff = new Route.Backoff(
                settings.backoffBase().toMillis(),
                settings.backoffMax().toMillis(),
                settings.backoffFactor(),
                settings.backoffJitter());
        pollAfter = settings.pollAfter();
        askAgainMs = settings.askAgain().toMillis();
        telemetrySample = settings.telemetrySample();
        this.clock = clock;
    }

    /**
     * Why a client would be answered what it would be.
     *
     * @param looks at the rules, in order; the last one decides
     */
    public record Explanation(String transport, List<RuleLook> looks) {}

    /** @param caller as a token proves it, for the ticket; the rules judge what the request says */
    public Route route(RouteRequest request, Optional<Caller> caller) {
        Switches inForce = switches.inForce();
        RulesInForce current = rules.inForce();
        RouteDecision decision = current.decide(request.subject(), inForce.push());
        if (!decision.push()) {
            return poll(decision.rule(), inForce);
        }
        List<OfferedNode> offered = offer(request);
        if (offered.isEmpty()) {
            return poll(RouteRule.NODES, inForce);
        }
        return new Route(
                Route.PUSH,
                decision.rule().wireName(),
                offered,
                tickets.issue(caller, new Grant(request.subject(), current.version())),
                maxFailures,
                backoff,
                pollAfterMs(inForce),
                askAgainMs,
                telemetrySample,
                clock.millis());
    }

    private Route poll(RouteRule rule, Switches inForce) {
        return new Route(
                Route.POLL,
                rule.wireName(),
                null,
                null,
                maxFailures,
                backoff,
                pollAfterMs(inForce),
                askAgainMs,
                telemetrySample,
                clock.millis());
    }

    private long pollAfterMs(Switches inForce) {
        return inForce.pollInterval(pollAfter).toMillis();
    }

    private List<OfferedNode> offer(RouteRequest request) {
        return NodeChoice.choose(
                nodes.snapshot(),
                request.label(),
                request.region().isEmpty() ? region : request.region(),
                request.family(),
                ThreadLocalRandom.current());
    }

    public Explanation explain(RouteRequest request) {
        RulesInForce inForce = rules.inForce();
        boolean pushSwitch = switches.inForce().push();
        List<RuleLook> looks = new ArrayList<>(inForce.explain(request.subject(), pushSwitch));
        boolean granted = inForce.decide(request.subject(), pushSwitch).push();
        if (granted && offer(request).isEmpty()) {
            looks.add(new RuleLook(
                    RouteRule.NODES, true, "no node with the label '%s' takes clients".formatted(request.label())));
            granted = false;
        }
        return new Explanation(granted ? Route.PUSH : Route.POLL, List.copyOf(looks));
    }
}
