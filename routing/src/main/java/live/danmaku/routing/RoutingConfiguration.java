package live.danmaku.routing;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import live.danmaku.db.mysql.MySqlConfiguration;
import live.danmaku.db.redis.RedisConfiguration;
import live.danmaku.model.ops.AuditLog;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.route.NodeRegistry;
import live.danmaku.model.route.RuleHints;
import live.danmaku.model.route.RuleStore;
import live.danmaku.model.route.RuleWatch;
import live.danmaku.routing.guard.GuardConfiguration;
import live.danmaku.routing.node.NodeSettings;
import live.danmaku.routing.node.NodeWatch;
import live.danmaku.routing.ops.GreyController;
import live.danmaku.routing.ops.ListController;
import live.danmaku.routing.ops.NodeController;
import live.danmaku.routing.ops.NodeDrains;
import live.danmaku.routing.ops.RuleChanges;
import live.danmaku.routing.ops.RuleController;
import live.danmaku.routing.route.RouteController;
import live.danmaku.routing.route.RouteSettings;
import live.danmaku.routing.route.Router;
import live.danmaku.routing.telemetry.TelemetryConfiguration;
import live.danmaku.web.WebConfiguration;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.ticket.TicketIssuer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The role {@code routing}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RouteSettings.class, NodeSettings.class})
@Import({
    MySqlConfiguration.class,
    RedisConfiguration.class,
    WebConfiguration.class,
    TelemetryConfiguration.class,
    GuardConfiguration.class
})
public class RoutingConfiguration {

    @Bean(initMethod = "start")
    NodeWatch nodeWatch(NodeRegistry registry, NodeSettings settings) {
        return new NodeWatch(registry, settings);
    }

    @Bean
    Router router(
            RuleWatch rules,
            NodeWatch nodes,
            SwitchWatch switches,
            TicketIssuer tickets,
            NodeSettings nodeSettings,
            RouteSettings settings,
            Clock clock) {
        return new Router(rules, nodes, switches, tickets, nodeSettings.region(), settings, clock);
    }

    @Bean
    RouteController routeController(Router router, ClientAddresses addresses, MeterRegistry registry) {
        return new RouteController(router, addresses, registry);
    }

    @Bean
    RuleChanges ruleChanges(RuleStore rules, RuleHints hints) {
        return new RuleChanges(rules, hints);
    }

    @Bean
    GreyController greyController(RuleStore rules, RuleChanges changes) {
        return new GreyController(rules, changes);
    }

    @Bean
    ListController listController(RuleStore rules, RuleChanges changes) {
        return new ListController(rules, changes);
    }

    @Bean
    RuleController ruleController(Router router, RuleChanges changes) {
        return new RuleController(router, changes);
    }

    @Bean
    NodeController nodeController(
            NodeWatch nodes, NodeRegistry registry, AuditLog audit, NodeSettings settings, Clock clock) {
        return new NodeController(nodes, new NodeDrains(registry, audit, clock), settings);
    }
}
