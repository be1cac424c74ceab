package live.danmaku.standalone;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import live.danmaku.db.kafka.KafkaCluster;
import live.danmaku.db.mysql.MySqlLink;
import live.danmaku.db.redis.ReadServers;
import live.danmaku.db.redis.RedisLink;
import live.danmaku.model.ops.FigureBoard;
import live.danmaku.model.ops.FigureTeller;
import live.danmaku.model.ops.RoomFigureSource;
import live.danmaku.model.route.RuleWatch;
import live.danmaku.push.connector.LinkedFigures;
import live.danmaku.routing.node.NodeWatch;
import live.danmaku.standalone.figures.FigureReporter;
import live.danmaku.standalone.figures.ProcessName;
import live.danmaku.standalone.health.HealthDetails;
import live.danmaku.standalone.health.ReadsHealth;
import live.danmaku.standalone.health.RoutingHealth;
import live.danmaku.standalone.health.StoreHealth;
import live.danmaku.standalone.log.LogMetrics;
import live.danmaku.web.address.AddressConfiguration;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.connection.ConnectionConfiguration;
import live.danmaku.web.limit.LimitConfiguration;
import live.danmaku.web.token.TokenIssuer;
import live.danmaku.web.token.TokenVerifier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** What a process has besides its roles: the clock, the probes' checks, its figures, and a word for people. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({AddressConfiguration.class, LimitConfiguration.class, ConnectionConfiguration.class})
class StandaloneConfiguration {

    /** What this process is: roles' names, separated by commas. */
    static final String ROLES = "danmaku.process.roles";

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    LogMetrics logMetrics() {
        return new LogMetrics();
    }

    @Bean
    HealthDetails healthDetails(ClientAddresses addresses, ObjectProvider<TokenVerifier> tokens) {
        return new HealthDetails(addresses, tokens.getIfAvailable());
    }

    @Bean
    @ConditionalOnBean(RedisLink.class)
    ReactiveHealthIndicator redisHealthIndicator(RedisLink redis) {
        return StoreHealth.of(redis::ping);
    }

    @Bean
    @ConditionalOnBean(ReadServers.class)
    ReactiveHealthIndicator redisReadsHealthIndicator(ReadServers servers) {
        return new ReadsHealth(servers);
    }

    @Bean
    @ConditionalOnBean(MySqlLink.class)
    ReactiveHealthIndicator mysqlHealthIndicator(MySqlLink mysql) {
        return StoreHealth.of(mysql::ping);
    }

    @Bean
    @ConditionalOnBean(KafkaCluster.class)
    ReactiveHealthIndicator kafkaHealthIndicator(KafkaCluster kafka) {
        return StoreHealth.when(kafka::isReachable);
    }

    @Bean
    @ConditionalOnBean(NodeWatch.class)
    ReactiveHealthIndicator routingHealthIndicator(RuleWatch rules, NodeWatch nodes) {
        return new RoutingHealth(rules, nodes);
    }

    @Bean(initMethod = "start")
    @ConditionalOnBean(FigureBoard.class)
    FigureReporter figureReporter(
            FigureBoard board, List<RoomFigureSource> sources, MeterRegistry registry, Environment environment) {
        return reporterOf(board, sources, registry, environment);
    }

    /** A connector that runs alone knows no Redis; one of its pushers tells what it counts. */
    @Bean(initMethod = "start")
    @ConditionalOnBean(LinkedFigures.class)
    @ConditionalOnMissingBean(FigureBoard.class)
    FigureReporter linkedFigureReporter(LinkedFigures pusher, MeterRegistry registry, Environment environment) {
        return reporterOf(pusher, List.of(), registry, environment);
    }

    private static FigureReporter reporterOf(
            FigureTeller to, List<RoomFigureSource> sources, MeterRegistry registry, Environment environment) {
        String process = ProcessName.of(environment.getProperty("server.port", "0"));
        return new FigureReporter(process, environment.getRequiredProperty(ROLES), to, sources, registry);
    }

    @Bean
    @ConditionalOnBooleanProperty("danmaku.dev-tokens")
    @ConditionalOnBean(TokenIssuer.class)
    Welcome welcome(TokenIssuer tokens) {
        return new Welcome(tokens);
    }
}
