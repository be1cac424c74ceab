package live.danmaku.frontend.events;

import io.micrometer.core.instrument.MeterRegistry;
import live.danmaku.frontend.room.Rooms;
import live.danmaku.frontend.viewer.Entrance;
import live.danmaku.frontend.viewer.OnlineCounts;
import live.danmaku.frontend.viewer.PresenceRefresher;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.timeline.HintSource;
import live.danmaku.model.timeline.TimelineReader;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.limit.AddressRateSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;

/** The parts of server-sent events. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EventsSettings.class)
public class EventsConfiguration {

    @Bean
    RoomFeeds roomFeeds(
            TimelineReader timeline,
            HintSource hints,
            Rooms rooms,
            OnlineCounts online,
            PresenceRefresher presence,
            SwitchWatch switches,
            EventsSettings settings,
            MeterRegistry registry) {
        return new RoomFeeds(timeline, hints, rooms, online, presence, switches, settings, new EventsMetrics(registry));
    }

    @Bean
    EventsController eventsController(
            Rooms rooms,
            TimelineReader timeline,
            RoomFeeds feeds,
            Entrance entrance,
            ClientAddresses addresses,
            SwitchWatch switches,
            EventsSettings settings,
            AddressRateSettings rates) {
        OpenStreams open = new OpenStreams(settings, rates.exemptLoopback());
        return new EventsController(rooms, timeline, feeds, open, entrance, addresses, switches);
    }

    /** Before the server stops: it waits for requests, and streams do not end by themselves. */
    @Bean
    ApplicationListener<ContextClosedEvent> eventsGoAway(RoomFeeds feeds) {
        return closing -> feeds.goAway();
    }
}
