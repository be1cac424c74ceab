package live.danmaku.frontend;

import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.models.OpenAPI;
import java.time.Clock;
import live.danmaku.db.kafka.PublishingConfiguration;
import live.danmaku.db.mysql.MySqlConfiguration;
import live.danmaku.db.mysql.MySqlGifts;
import live.danmaku.db.redis.RedisConfiguration;
import live.danmaku.frontend.apidoc.ApiDocument;
import live.danmaku.frontend.deletion.DeletionController;
import live.danmaku.frontend.devtoken.DevTokenController;
import live.danmaku.frontend.devtoken.LocalCallers;
import live.danmaku.frontend.events.EventsConfiguration;
import live.danmaku.frontend.gift.AcceptedGifts;
import live.danmaku.frontend.gift.CachedGifts;
import live.danmaku.frontend.gift.GiftController;
import live.danmaku.frontend.gift.GiftOutcomes;
import live.danmaku.frontend.gift.RankingController;
import live.danmaku.frontend.gift.Rankings;
import live.danmaku.frontend.hotroom.HotRoomConfiguration;
import live.danmaku.frontend.lobby.HostLimits;
import live.danmaku.frontend.lobby.HostSettings;
import live.danmaku.frontend.lobby.ListedRooms;
import live.danmaku.frontend.lobby.RoomController;
import live.danmaku.frontend.moderation.ModerationController;
import live.danmaku.frontend.moderation.ModerationReader;
import live.danmaku.frontend.moderation.Moderations;
import live.danmaku.frontend.moderation.SendRules;
import live.danmaku.frontend.ops.AuditController;
import live.danmaku.frontend.ops.DecisionController;
import live.danmaku.frontend.ops.figures.FiguresConfiguration;
import live.danmaku.frontend.ops.gear.GearController;
import live.danmaku.frontend.ops.gear.GearPins;
import live.danmaku.frontend.ops.gear.GearRows;
import live.danmaku.frontend.ops.switches.SwitchChanges;
import live.danmaku.frontend.ops.switches.SwitchController;
import live.danmaku.frontend.page.PageFiles;
import live.danmaku.frontend.page.PageSafety;
import live.danmaku.frontend.page.PageSettings;
import live.danmaku.frontend.poll.PollController;
import live.danmaku.frontend.poll.PollPace;
import live.danmaku.frontend.poll.PollSettings;
import live.danmaku.frontend.poll.ProcessLoad;
import live.danmaku.frontend.push.PushController;
import live.danmaku.frontend.push.PushSettings;
import live.danmaku.frontend.room.AcceptingRooms;
import live.danmaku.frontend.room.AcceptingSettings;
import live.danmaku.frontend.room.Rooms;
import live.danmaku.frontend.send.Destinations;
import live.danmaku.frontend.send.MessageBodies;
import live.danmaku.frontend.send.SendController;
import live.danmaku.frontend.send.TypeSwitches;
import live.danmaku.frontend.viewer.Entrance;
import live.danmaku.frontend.viewer.OnlineCounts;
import live.danmaku.frontend.viewer.PresenceRefresher;
import live.danmaku.frontend.viewer.PresenceSettings;
import live.danmaku.frontend.viewer.PresenceSweeper;
import live.danmaku.frontend.viewer.ViewerController;
import live.danmaku.model.gear.FlowLoads;
import live.danmaku.model.gear.GearStore;
import live.danmaku.model.gift.GiftLedger;
import live.danmaku.model.gift.GiftNotes;
import live.danmaku.model.ops.AuditLog;
import live.danmaku.model.ops.SwitchStore;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.room.Endings;
import live.danmaku.model.room.HostedRooms;
import live.danmaku.model.room.MemberNews;
import live.danmaku.model.room.ModerationNews;
import live.danmaku.model.room.ModerationStore;
import live.danmaku.model.room.Presence;
import live.danmaku.model.room.PresenceNews;
import live.danmaku.model.room.RoomStore;
import live.danmaku.model.room.SlowMode;
import live.danmaku.web.WebConfiguration;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.address.HostNames;
import live.danmaku.web.limit.UserLimitConfiguration;
import live.danmaku.web.ops.StaffChangesConfiguration;
import live.danmaku.web.token.TokenIssuer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The role {@code frontend}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    AcceptingSettings.class,
    HostSettings.class,
    PageSettings.class,
    PollSettings.class,
    PresenceSettings.class,
    PushSettings.class
})
@Import({
    PublishingConfiguration.class,
    MySqlConfiguration.class,
    RedisConfiguration.class,
    WebConfiguration.class,
    StaffChangesConfiguration.class,
    UserLimitConfiguration.class,
    SendController.class,
    PushController.class,
    HotRoomConfiguration.class,
    PollController.class,
    EventsConfiguration.class,
    RoomController.class,
    ViewerController.class,
    ModerationController.class,
    DeletionController.class,
    DecisionController.class,
    AuditController.class,
    FiguresConfiguration.class,
    PageFiles.class
})
public class FrontendConfiguration {

    @Bean
    CachedGifts cachedGifts(MySqlGifts store) {
        return new CachedGifts(store);
    }

    @Bean
    MessageBodies messageBodies(CachedGifts gifts) {
        return new MessageBodies(gifts);
    }

    @Bean
    TypeSwitches typeSwitches(SwitchWatch switches, MeterRegistry registry) {
        return new TypeSwitches(switches, registry);
    }

    @Bean
    Destinations destinations(AcceptingRooms rooms, SendRules rules) {
        return new Destinations(rooms, rules);
    }

    @Bean
    AcceptedGifts acceptedGifts(GiftNotes notes) {
        return new AcceptedGifts(notes);
    }

    @Bean
    GiftController giftController(CachedGifts gifts, GiftLedger ledger, GiftNotes notes) {
        return new GiftController(gifts, new GiftOutcomes(ledger, notes));
    }

    @Bean
    RankingController rankingController(Rooms rooms, GiftLedger ledger) {
        return new RankingController(rooms, new Rankings(ledger));
    }

    @Bean
    ListedRooms listedRooms(RoomStore store, OnlineCounts online) {
        return new ListedRooms(store, online);
    }

    @Bean
    Rooms cachedRooms(RoomStore store) {
        return new Rooms(store);
    }

    @Bean
    AcceptingRooms acceptingRooms(Rooms rooms, Endings endings, AcceptingSettings settings, MeterRegistry registry) {
        return new AcceptingRooms(rooms, endings, settings, registry);
    }

    @Bean
    Moderations moderations(ModerationStore store, ModerationNews news) {
        return new Moderations(store, news);
    }

    @Bean
    SendRules sendRules(Moderations moderations, SlowMode slowMode, MeterRegistry registry) {
        return new SendRules(moderations, slowMode, registry);
    }

    @Bean
    ModerationReader moderationReader(JsonMapper json) {
        return new ModerationReader(json);
    }

    @Bean
    PollPace pollPace(PollSettings settings, SwitchWatch switches) {
        return new PollPace(settings, switches, new ProcessLoad());
    }

    @Bean
    OnlineCounts onlineCounts(Presence presence) {
        return new OnlineCounts(presence);
    }

    @Bean
    PresenceNews presenceNews(Presence presence, MemberNews news) {
        return new PresenceNews(presence, news);
    }

    @Bean
    Entrance entrance(Presence presence, PresenceNews news, Moderations moderations) {
        return new Entrance(presence, news, moderations);
    }

    @Bean
    PresenceRefresher presenceRefresher(Presence presence, PresenceSettings settings) {
        return new PresenceRefresher(presence, settings);
    }

    @Bean
    PresenceSweeper presenceSweeper(RoomStore rooms, Presence presence, PresenceNews news, PresenceSettings settings) {
        return new PresenceSweeper(rooms, presence, news, settings);
    }

    @Bean
    GearController gearController(Rooms rooms, GearStore gears, FlowLoads loads, AuditLog audit, Clock clock) {
        return new GearController(rooms, new GearRows(gears, loads, rooms), new GearPins(gears, audit, clock));
    }

    @Bean
    HostLimits hostLimits(HostedRooms rooms, HostSettings settings) {
        return new HostLimits(rooms, settings);
    }

    @Bean
    SwitchController switchController(SwitchStore switches, AuditLog audit, PollSettings polls, Clock clock) {
        return new SwitchController(switches, new SwitchChanges(switches, audit, clock), polls);
    }

    @Bean
    OpenAPI apiDocument() {
        return ApiDocument.head();
    }

    @Bean
    PageSafety pageSafety(PageSettings settings) {
        return new PageSafety(settings);
    }

    @Bean
    @ConditionalOnBooleanProperty("danmaku.dev-tokens")
    DevTokenController devTokenController(TokenIssuer tokens, ClientAddresses addresses, HostNames hosts) {
        return new DevTokenController(tokens, new LocalCallers(addresses, hosts));
    }
}
