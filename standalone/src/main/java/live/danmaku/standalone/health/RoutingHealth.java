package live.danmaku.standalone.health;

import live.danmaku.model.route.RuleWatch;
import live.danmaku.routing.node.NodeWatch;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/** By which rules and nodes routes are answered, and whether these are the last known ones. Up, because it does answer. */
public final class RoutingHealth implements ReactiveHealthIndicator {

    private final RuleWatch rules;
    private final NodeWatch nodes;

    public RoutingHealth(RuleWatch rules, NodeWatch nodes) {
        this.rules = rules;
        this.nodes = nodes;
    }

    @Override
    public Mono<Health> health() {
        return Mono.just(Health.up()
                .withDetail("rulesVersion", rules.inForce().version())
                .withDetail("rulesAgeSeconds", rules.age().toSeconds())
                .withDetail("rules", rules.isFresh() ? "current" : "last known: MySQL is away")
                .withDetail("nodeCount", nodes.snapshot().nodes().size())
                .withDetail("nodes", nodes.isFresh() ? "current" : "last known: Redis is away")
                .build());
    }
}
