package live.danmaku.db.redis;

import io.micrometer.core.instrument.MeterRegistry;
import live.danmaku.model.gear.GearWatch;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;

/** What Redis gives to a role that imports it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedisSettings.class)
public class RedisConfiguration {

    @Bean
    RedisLink redisLink(RedisSettings settings) {
        return settings.readUris().isEmpty()
                ? new RedisLink(settings.uri(), settings.timeout())
                : RedisLink.patientMaster(settings.uri(), settings.timeout());
    }

    @Bean(initMethod = "start")
    RedisHeartbeat heartbeat(RedisLink redis) {
        return new RedisHeartbeat(redis);
    }

    @Bean
    ReadMetrics readMetrics(MeterRegistry registry) {
        return new ReadMetrics(registry);
    }

    @Bean
    ReadServers readServers(RedisLink redis, RedisSettings settings, ReadMetrics metrics) {
        return ReadServers.of(settings, redis, metrics);
    }

    @Bean(initMethod = "start")
    ReadServerWatch readServerWatch(ReadServers servers, RedisSettings settings) {
        return new ReadServerWatch(servers, settings.timeout());
    }

    @Bean
    @Primary
    NearestTimeline nearestTimeline(ReadServers servers, ReadMetrics metrics) {
        return new NearestTimeline(servers, metrics);
    }

    @Bean
    RedisTimeline timeline(RedisLink redis, RedisSettings settings) {
        return new RedisTimeline(redis, settings.limits());
    }

    @Bean
    RedisClosedTimelines closedTimelines(RedisLink redis) {
        return new RedisClosedTimelines(redis);
    }

    @Bean
    RedisEndings endings(RedisLink redis) {
        return new RedisEndings(redis);
    }

    @Bean
    RedisMerges merges(RedisLink redis, RedisSettings settings) {
        return new RedisMerges(redis, settings.limits());
    }

    @Bean
    RedisMergeAgenda mergeAgenda(RedisLink redis) {
        return new RedisMergeAgenda(redis);
    }

    @Bean
    RedisHints hints(ReadServers servers) {
        return new RedisHints(servers);
    }

    @Bean
    RedisPresence presence(RedisLink redis) {
        return new RedisPresence(redis);
    }

    @Bean
    RedisModerationNews moderationNews(RedisLink redis) {
        return new RedisModerationNews(redis);
    }

    @Bean
    RedisAcknowledgements acknowledgements(RedisLink redis) {
        return new RedisAcknowledgements(redis);
    }

    @Bean
    RedisSlowMode slowMode(RedisLink redis) {
        return new RedisSlowMode(redis);
    }

    @Bean
    RedisGears gears(RedisLink redis) {
        return new RedisGears(redis);
    }

    @Bean(initMethod = "start")
    GearWatch gearWatch(RedisGears gears) {
        return new GearWatch(gears);
    }

    @Bean
    RedisArchiveLeases archiveLeases(RedisLink redis) {
        return new RedisArchiveLeases(redis);
    }

    @Bean
    RedisLosses losses(RedisLink redis) {
        return new RedisLosses(redis);
    }

    @Bean(initMethod = "start")
    @Lazy
    RedisWitness storeWitness(RedisLink redis) {
        return new RedisWitness(redis);
    }

    @Bean
    RedisFlowLoads flowLoads(RedisLink redis) {
        return new RedisFlowLoads(redis);
    }

    @Bean
    RedisFigureBoard figureBoard(RedisLink redis) {
        return new RedisFigureBoard(redis);
    }

    @Bean
    RedisHandovers handovers(RedisLink redis) {
        return new RedisHandovers(redis);
    }

    @Bean
    RedisGiftNotes giftNotes(RedisLink redis) {
        return new RedisGiftNotes(redis);
    }

    @Bean
    RedisTicketUses ticketUses(RedisLink redis) {
        return new RedisTicketUses(redis);
    }

    @Bean
    RedisNodeRegistry nodeRegistry(RedisLink redis) {
        return new RedisNodeRegistry(redis);
    }

    @Bean
    RedisRuleHints ruleHints(RedisLink redis) {
        return new RedisRuleHints(redis);
    }

    @Bean
    RedisTelemetry telemetry(RedisLink redis) {
        return new RedisTelemetry(redis);
    }

    @Bean
    RedisGuardBoard guardBoard(RedisLink redis) {
        return new RedisGuardBoard(redis);
    }
}
