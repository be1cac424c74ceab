package live.danmaku.standalone;

import java.time.Clock;
import live.danmaku.db.kafka.KafkaCluster;
import live.danmaku.db.mysql.MySqlLink;
import live.danmaku.db.redis.ReadServers;
import live.danmaku.db.redis.RedisLink;
import live.danmaku.model.route.RuleWatch;
import live.danmaku.routing.node.NodeWatch;
import live.danmaku.standalone.health.ReadsHealth;
import live.danmaku.standalone.health.RoutingHealth;
import live.danmaku.standalone.health.StoreHealth;
import live.danmaku.web.token.TokenIssuer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;

/** What a process has besides its roles: the clock, the probes' checks, and a word for people. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class StandaloneConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
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

    @Bean
    @ConditionalOnBooleanProperty("danmaku.dev-tokens")
    @ConditionalOnBean(TokenIssuer.class)
    Welcome welcome(TokenIssuer tokens) {
        return new Welcome(tokens);
    }
}
