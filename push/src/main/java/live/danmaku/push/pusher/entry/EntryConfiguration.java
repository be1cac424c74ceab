package live.danmaku.push.pusher.entry;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import live.danmaku.model.push.Acknowledgements;
import live.danmaku.model.room.MemberNews;
import live.danmaku.model.room.ModerationNews;
import live.danmaku.model.room.ModerationStore;
import live.danmaku.model.room.Presence;
import live.danmaku.model.room.PresenceNews;
import live.danmaku.model.room.RoomStore;
import live.danmaku.model.route.TicketUses;
import live.danmaku.push.pusher.feed.FeedSettings;
import live.danmaku.push.pusher.feed.TopicFeeds;
import live.danmaku.push.pusher.release.ReleaseJudge;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts that know who comes and goes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EntrySettings.class)
public class EntryConfiguration {

    private static final Duration BANS_LOOKED_AT_EVERY = Duration.ofSeconds(15);
    private static final Duration ONLINE_EVERY = Duration.ofSeconds(1);

    @Bean
    Doorkeeper doorkeeper(ReleaseJudge release, RoomStore rooms, ModerationStore moderations, TicketUses tickets) {
        return new Doorkeeper(release, rooms, moderations, tickets);
    }

    @Bean
    Visitors visitors(Presence presence, MemberNews news, Doorkeeper doorkeeper, EntrySettings settings) {
        return new Visitors(presence, new PresenceNews(presence, news), doorkeeper, settings);
    }

    @Bean
    Bans bans(ModerationStore moderations, ModerationNews news, Visitors visitors, Doorkeeper doorkeeper) {
        return new Bans(moderations, news, visitors, doorkeeper, BANS_LOOKED_AT_EVERY);
    }

    @Bean
    OnlineNews onlineNews(Presence presence) {
        return new OnlineNews(presence, ONLINE_EVERY);
    }

    @Bean
    Followable followable(Doorkeeper doorkeeper, TopicFeeds feeds, FeedSettings settings, MeterRegistry registry) {
        return new Followable(doorkeeper, feeds::topics, settings.mostTopics(), registry);
    }

    @Bean
    EntryHandler entryHandler(
            Doorkeeper doorkeeper,
            Followable followable,
            Visitors visitors,
            OnlineNews online,
            Acknowledgements acknowledgements) {
        return new EntryHandler(doorkeeper, followable, visitors, online, acknowledgements);
    }
}
