package live.danmaku.push.connector.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.time.Clock;
import java.util.function.Function;
import live.danmaku.push.connector.edge.connection.ConnectionMetrics;
import live.danmaku.push.connector.edge.connection.Edge;
import live.danmaku.push.connector.edge.connection.Gate;
import live.danmaku.push.connector.edge.dialect.Dialects;
import live.danmaku.push.connector.edge.limit.AddressLimits;
import live.danmaku.push.connector.edge.limit.Arrivals;
import live.danmaku.push.connector.edge.limit.ConnectionCounts;
import live.danmaku.push.connector.edge.websocket.HandshakeRules;
import live.danmaku.push.connector.edge.websocket.MessageLimits;
import live.danmaku.push.connector.edge.websocket.Origins;
import live.danmaku.push.connector.session.Hub;
import live.danmaku.web.ticket.TicketCheck;
import live.danmaku.web.ticket.TicketVerifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The sockets of a connector. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EdgeSettings.class)
public class EdgeConfiguration {

    /** The loops that connections belong to. */
    @Bean(destroyMethod = "shutdownGracefully")
    MultiThreadIoEventLoopGroup edgeLoops(EdgeSettings settings) {
        int loops =
                settings.loops() > 0 ? settings.loops() : Runtime.getRuntime().availableProcessors();
        return IoTransport.best().loops(loops, "edge");
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    EdgeServer edgeServer(
            EdgeSettings settings,
            EventLoopGroup edgeLoops,
            Hub hub,
            TicketVerifier tickets,
            JsonMapper json,
            Clock clock,
            MeterRegistry registry) {
        return edgeServer(settings, edgeLoops, hub, tickets::verify, json, clock, registry);
    }

    EdgeServer edgeServer(
            EdgeSettings settings,
            EventLoopGroup loops,
            Hub hub,
            Function<String, TicketCheck> tickets,
            JsonMapper json,
            Clock clock,
            MeterRegistry registry) {
        Gate gate = new Gate(
                hub, tickets, new ConnectionCounts(settings.userConnections()), settings.foreignDialects(), clock);
        Arrivals arrivals = new Arrivals(
                settings.mostConnections(),
                new AddressLimits(
                        settings.addressConnections(),
                        settings.addressHandshakes(),
                        settings.exemptLoopback(),
                        System::nanoTime));
        ConnectionMetrics metrics = new ConnectionMetrics(registry);
        Dialects dialects = Dialects.all(json, settings.goimOperation());
        Edge edge = new Edge(
                gate,
                arrivals,
                metrics,
                settings.heartbeat(),
                settings.handshakeTimeout(),
                settings.authTimeout(),
                settings.messageTimeout(),
                settings.messagesPerSecond());
        HandshakeRules handshakes = new HandshakeRules(
                new Origins(settings.origins()),
                arrivals,
                new MessageLimits((int) settings.mostFrame().toBytes(), settings.mostFragments()),
                dialects.packets(),
                dialects.text(),
                metrics);
        return new EdgeServer(settings, loops, edge, handshakes, dialects.packets());
    }
}
