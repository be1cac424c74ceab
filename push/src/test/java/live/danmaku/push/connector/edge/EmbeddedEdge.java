package live.danmaku.push.connector.edge;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import live.danmaku.push.connector.edge.connection.Connection;
import live.danmaku.push.connector.edge.connection.ConnectionMetrics;
import live.danmaku.push.connector.edge.connection.Edge;
import live.danmaku.push.connector.edge.connection.EdgeLoop;
import live.danmaku.push.connector.edge.connection.Gate;
import live.danmaku.push.connector.edge.connection.Transport;
import live.danmaku.push.connector.edge.dialect.Dialects;
import live.danmaku.push.connector.edge.limit.AddressLimits;
import live.danmaku.push.connector.edge.limit.Arrivals;
import live.danmaku.push.connector.edge.packet.PacketDecoder;
import live.danmaku.push.connector.edge.websocket.Handshake;
import live.danmaku.push.connector.edge.websocket.HandshakeRules;
import live.danmaku.push.connector.edge.websocket.MessageLimits;
import live.danmaku.push.connector.edge.websocket.Origins;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.address.HostNames;
import live.danmaku.web.connection.OpenSockets;
import live.danmaku.web.limit.ConnectionCounts;
import tools.jackson.databind.json.JsonMapper;

/** Connections without sockets, all else as it is. Each has a loop and a clock of its own. */
public final class EmbeddedEdge {

    public static final InetAddress ADDRESS = InetAddress.getLoopbackAddress();

    public final RecordingHub hub = new RecordingHub();
    public final TestTickets tickets = new TestTickets();
    public final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private final JsonMapper json = JsonMapper.builder().build();
    private final ConnectionMetrics metrics = new ConnectionMetrics(registry);
    private final Dialects dialects = Dialects.all(json, 1000);
    private final Arrivals arrivals;
    private final Edge edge;
    private final List<EmbeddedChannel> channels = new ArrayList<>();

    public EmbeddedEdge() {
        this(100, 2, true);
    }

    public EmbeddedEdge(int mostConnections, int userConnections, boolean foreignDialects) {
        arrivals = new Arrivals(
                mostConnections,
                new OpenSockets(1_000),
                new AddressLimits(100, 100, false, System::nanoTime),
                new ClientAddresses(List.of()));
        Gate gate = new Gate(
                hub, tickets::verify, new ConnectionCounts(userConnections), foreignDialects, Clock.systemUTC());
        edge = new Edge(
                gate,
                arrivals,
                metrics,
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                20);
    }

    /** Somebody connects by TCP. */
    public EmbeddedClient tcp() {
        EmbeddedChannel channel = channel();
        Connection connection = connection(channel, Transport.TCP);
        channel.pipeline().addLast(new PacketDecoder(connection), connection);
        connection.opened(dialects.packets());
        return new EmbeddedClient(channel, Transport.TCP, json);
    }

    /** Somebody connects by WebSocket and has said nothing yet. */
    public EmbeddedChannel http() {
        EmbeddedChannel channel = channel();
        Connection connection = connection(channel, Transport.WEB_SOCKET);
        HandshakeRules rules = new HandshakeRules(
                new Origins(List.of("https://live.example.com"), new HostNames(List.of()), false),
                new MessageLimits(16 * 1024, 16),
                dialects.packets(),
                dialects.text(),
                metrics);
        channel.pipeline()
                .addLast(
                        new HttpRequestDecoder(),
                        new HttpResponseEncoder(),
                        new Handshake(rules, connection),
                        connection);
        return channel;
    }

    /** Somebody opens a WebSocket, with further lines of the request's head. */
    public EmbeddedClient webSocket(String... lines) {
        EmbeddedChannel channel = http();
        channel.writeInbound(Unpooled.copiedBuffer(upgrade(lines), StandardCharsets.UTF_8));
        EmbeddedClient client = new EmbeddedClient(channel, Transport.WEB_SOCKET, json);
        client.readHandshake();
        return client;
    }

    public EmbeddedClient json() {
        return webSocket("Sec-WebSocket-Protocol: danmaku.json.v1");
    }

    public static String upgrade(String... lines) {
        StringBuilder request = new StringBuilder("GET /sub HTTP/1.1\r\nHost: node:8090\r\nConnection: Upgrade\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        for (String line : lines) {
            request.append(line).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    private EmbeddedChannel channel() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        channels.add(channel);
        return channel;
    }

    private Connection connection(EmbeddedChannel channel, Transport transport) {
        return new Connection(
                new EdgeLoop(channel.eventLoop(), edge, 1).start(),
                transport,
                arrivals.arrived(new InetSocketAddress(ADDRESS, 1_234)));
    }

    /** Gives back what nobody has read. */
    public void close() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    public double refused(String cause) {
        return registry.get("danmaku.connector.refused")
                .tag("cause", cause)
                .counter()
                .count();
    }
}
