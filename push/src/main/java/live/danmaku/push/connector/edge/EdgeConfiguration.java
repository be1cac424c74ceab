package live.danmaku.push.connector.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.function.Function;
import live.danmaku.push.connector.edge.connection.ConnectionMetrics;
import live.danmaku.push.connector.edge.connection.Edge;
import live.danmaku.push.connector.edge.connection.Gate;
import live.danmaku.push.connector.edge.dialect.Dialects;
import live.danmaku.push.connector.edge.limit.AddressLimits;
import live.danmaku.push.connector.edge.limit.Arrivals;
import live.danmaku.push.connector.edge.websocket.HandshakeRules;
import live.danmaku.push.connector.edge.websocket.MessageLimits;
import live.danmaku.push.connector.edge.websocket.Origins;
import live.danmaku.push.connector.session.Hub;
import live.danmaku.web.address.AddressConfiguration;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.address.HostNames;
import live.danmaku.web.connection.ConnectionConfiguration;
import live.danmaku.web.connection.OpenSockets;
import live.danmaku.web.limit.ConnectionCounts;
import live.danmaku.web.ticket.TicketCheck;
import live.danmaku.web.ticket.TicketVerifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The sockets of a connector. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EdgeSettings.class)
@Import({AddressConfiguration.class, ConnectionConfiguration.class})
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
            ClientAddresses clients,
            HostNames hosts,
            OpenSockets sockets,
            JsonMapper json,
            Clock clock,
            MeterRegistry registry) {
        return edgeServer(settings, edgeLoops, hub, tickets::verify, clients, hosts, sockets, json, clock, registry);
    }

    EdgeServer edgeServer(
            EdgeSettings settings,
            EventLoopGroup loops,
            Hub hub,
            Function<String, TicketCheck> tickets,
            ClientAddresses clients,
            HostNames hosts,
            OpenSockets sockets,
            JsonMapper json,
            Clock clock,
            MeterRegistry registry) {
        Gate gate = new Gate(
                hub, tickets, new ConnectionCounts(settings.userConnections()), settings.foreignDialects(), clock);
        Arrivals arrivals = new Arrivals(
                settings.mostConnections(),
                sockets,
                new AddressLimits(
                        settings.addressConnections(),
                        settings.addressHandshakes(),
                        settings.exemptLoopback(),
                        System::nanoTime),
                clients);
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
                new Origins(settings.origins(), hosts, isLoopback(settings.bind())),
                new MessageLimits((int) settings.mostFrame().toBytes(), settings.mostFragments()),
                dialects.packets(),
                dialects.text(),
                metrics);
        return new EdgeServer(settings, loops, edge, handshakes, dialects.packets());
    }

    private static boolean isLoopback(String bind) {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // listening there fails as well, and says why
        }
    }
}
