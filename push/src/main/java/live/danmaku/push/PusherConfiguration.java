package live.danmaku.push;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import live.danmaku.db.kafka.PublishingConfiguration;
import live.danmaku.db.mysql.MySqlConfiguration;
import live.danmaku.db.redis.RedisConfiguration;
import live.danmaku.model.ops.DecisionLog;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.timeline.HintSource;
import live.danmaku.model.timeline.TimelineEnds;
import live.danmaku.model.timeline.TimelineReader;
import live.danmaku.push.pusher.encode.EncodeMetrics;
import live.danmaku.push.pusher.entry.EntryConfiguration;
import live.danmaku.push.pusher.feed.FeedMetrics;
import live.danmaku.push.pusher.feed.FeedParts;
import live.danmaku.push.pusher.feed.FeedSettings;
import live.danmaku.push.pusher.feed.TopicFeeds;
import live.danmaku.push.pusher.grade.GradeSettings;
import live.danmaku.push.pusher.important.ResendConfiguration;
import live.danmaku.push.pusher.link.LinkHandler;
import live.danmaku.push.pusher.link.LinkMetrics;
import live.danmaku.push.pusher.link.LinkServer;
import live.danmaku.push.pusher.link.LinkSettings;
import live.danmaku.push.pusher.node.NodeConfiguration;
import live.danmaku.push.pusher.release.ReleaseConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The role {@code pusher}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({LinkSettings.class, FeedSettings.class, GradeSettings.class})
@Import({
    MySqlConfiguration.class,
    RedisConfiguration.class,
    PublishingConfiguration.class,
    EntryConfiguration.class,
    NodeConfiguration.class,
    ReleaseConfiguration.class,
    ResendConfiguration.class
})
public class PusherConfiguration {

    @Bean
    TopicFeeds topicFeeds(
            TimelineReader timeline,
            TimelineEnds ends,
            HintSource hints,
            SwitchWatch switches,
            DecisionLog decisions,
            FeedSettings settings,
            GradeSettings grades,
            LinkSettings link,
            MeterRegistry registry,
            Clock clock) {
        FeedParts parts = new FeedParts(
                timeline,
                ends,
                hints,
                switches::inForce,
                decisions,
                settings,
                grades,
                new FeedMetrics(registry),
                new EncodeMetrics(registry),
                clock);
        return new TopicFeeds(parts, link.heartbeat());
    }

    /** Hands what connectors say to all parts that handle it. */
    @Bean(initMethod = "start")
    LinkServer linkServer(List<LinkHandler> handlers, LinkSettings settings, MeterRegistry registry) {
        return new LinkServer(settings, handlers, new LinkMetrics(registry));
    }
}
