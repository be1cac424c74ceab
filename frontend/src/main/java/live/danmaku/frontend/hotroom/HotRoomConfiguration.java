package live.danmaku.frontend.hotroom;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import live.danmaku.frontend.moderation.Moderations;
import live.danmaku.frontend.poll.PollPace;
import live.danmaku.frontend.room.Rooms;
import live.danmaku.frontend.viewer.OnlineCounts;
import live.danmaku.frontend.viewer.PresenceRefresher;
import live.danmaku.model.ops.DecisionLog;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.timeline.HintSource;
import live.danmaku.model.timeline.TimelineReader;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.limit.AddressRates;
import live.danmaku.web.token.TokenVerifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import reactor.netty.NettyPipeline;

/** The parts that answer polls of hot rooms. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HotRoomSettings.class)
public class HotRoomConfiguration {

    @Bean
    HotRooms hotRooms(
            Rooms rooms,
            OnlineCounts online,
            PresenceRefresher presence,
            Moderations moderations,
            TimelineReader timeline,
            HintSource hints,
            PollPace pace,
            DecisionLog decisions,
            SwitchWatch switches,
            HotRoomSettings settings,
            Clock clock,
            MeterRegistry registry) {
        return new HotRooms(
                rooms,
                online,
                presence,
                moderations,
                timeline,
                hints,
                new AnswerWriter(pace, switches),
                decisions,
                switches,
                settings,
                new HotRoomMetrics(registry),
                clock);
    }

    @Bean
    @Order(0)
    NettyServerCustomizer hotPolls(
            HotRooms hotRooms, TokenVerifier tokens, ClientAddresses addresses, AddressRates rates) {
        return server -> server.doOnChannelInit((observer, channel, none) -> new HotPollHandler(
                        hotRooms, tokens::remembered, new PollAllowance(addresses, rates, channel.remoteAddress()))
                .addAround(NettyPipeline.HttpCodec, channel.pipeline()));
    }
}
