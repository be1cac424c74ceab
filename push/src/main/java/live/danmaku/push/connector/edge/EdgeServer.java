package live.danmaku.push.connector.edge;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import live.danmaku.push.connector.edge.connection.Connection;
import live.danmaku.push.connector.edge.connection.Dialect;
import live.danmaku.push.connector.edge.connection.Edge;
import live.danmaku.push.connector.edge.connection.EdgeLoop;
import live.danmaku.push.connector.edge.connection.Transport;
import live.danmaku.push.connector.edge.limit.Arrival;
import live.danmaku.push.connector.edge.packet.PacketDecoder;
import live.danmaku.push.connector.edge.websocket.Handshake;
import live.danmaku.push.connector.edge.websocket.HandshakeRules;
import live.danmaku.push.connector.session.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for WebSocket and for plain TCP, and gives every connection its handlers. */
public final class EdgeServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EdgeServer.class);

    private static final int BACKLOG = 4096;
    private static final int READ_BYTES = 2048;
    private static final int MOST_REQUEST_LINE = 4096;
    private static final int MOST_REQUEST_HEADERS = 8192;
    private static final long MOST_CLOSING_MS = 2_000;

    private final EdgeSettings settings;
    private final Edge edge;
    private final HandshakeRules handshakes;
    private final Dialect packets;
    private final IoTransport io = IoTransport.best();
    private final EventLoopGroup acceptors;
    private final EventLoopGroup group;
    private final Map<EventLoop, EdgeLoop> loops;
    private final Channel[] listening = new Channel[2];

    /**
     * @param group the loops that connections belong to; the connections end with them
     * @param packets the dialect that connections of plain TCP begin with
     */
    public EdgeServer(
            EdgeSettings settings, EventLoopGroup group, Edge edge, HandshakeRules handshakes, Dialect packets) {
        this.settings = settings;
        this.edge = edge;
        this.handshakes = handshakes;
        this.packets = packets;
        this.group = group;
        acceptors = io.loops(1, "accept");
        loops = edgeLoops();
    }

    private Map<EventLoop, EdgeLoop> edgeLoops() {
        SecureRandom random = new SecureRandom();
        Map<EventLoop, EdgeLoop> made = new HashMap<>();
        for (EventExecutor executor : group) {
            EventLoop loop = (EventLoop) executor;
            made.put(loop, new EdgeLoop(loop, edge, random.nextLong()));
        }
        return Map.copyOf(made);
    }

    /** Begins to listen. Blocks until that is so, or throws. */
    public void start() {
        loops.values().forEach(EdgeLoop::start);
        edge.metrics().watch(loops.values(), edge.arrivals()::open);
        listening[0] = listen(settings.wsPort(), this::openWebSocket);
        listening[1] = listen(settings.tcpPort(), this::openTcp);
        log.info(
                "clients connect to ws://{}:{}/sub and {}:{} ({})",
                settings.bind(),
                wsPort(),
                settings.bind(),
                tcpPort(),
                io.name());
    }

    private Channel listen(int port, BiConsumer<Channel, Arrival> opening) {
        ServerBootstrap server = new ServerBootstrap()
                .group(acceptors, group)
                .channel(io.server())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(Session.LOW_MARK, Session.HIGH_MARK))
                .childHandler(initializer(opening));
        int sendBuffer = (int) settings.sendBuffer().toBytes();
        if (sendBuffer > 0) {
            server.childOption(ChannelOption.SO_SNDBUF, sendBuffer);
        }
        return server.bind(settings.bind(), port).syncUninterruptibly().channel();
    }

    private ChannelHandler initializer(BiConsumer<Channel, Arrival> opening) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                // Null for a connection that was reset before it was accepted; without an address for one of no
                // network.
                if (channel.remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null) {
                    accepted(channel, edge.arrivals().arrived(remote), opening);
                } else {
                    channel.close();
                }
            }
        };
    }

    private void accepted(Channel channel, Arrival arrival, BiConsumer<Channel, Arrival> opening) {
        if (stays(channel, arrival)) {
            opening.accept(channel, arrival);
        }
    }

    private boolean stays(Channel channel, Arrival arrival) {
        @Nullable String refusal = arrival.refusal();
        if (refusal == null) {
            return true;
        }
        edge.metrics().refused(refusal);
        arrival.left();
        channel.close();
        return false;
    }

    private void openWebSocket(Channel channel, Arrival arrival) {
        Connection connection = connection(channel, Transport.WEB_SOCKET, arrival);
        HttpDecoderConfig limits = new HttpDecoderConfig()
                .setMaxInitialLineLength(MOST_REQUEST_LINE)
                .setMaxHeaderSize(MOST_REQUEST_HEADERS);
        if (arrival.isBehindProxy()) {
            // Whose it is may also be said in the request.
            channel.pipeline().addLast(preface(source -> {
                arrival.isFrom(source);
                stays(channel, arrival);
            }));
        }
        channel.pipeline()
                .addLast(
                        new HttpRequestDecoder(limits),
                        new HttpResponseEncoder(),
                        new Handshake(handshakes, connection),
                        connection);
    }

    private void openTcp(Channel channel, Arrival arrival) {
        if (arrival.isBehindProxy()) {
            Connection connection = connection(channel, Transport.TCP, arrival);
            channel.pipeline()
                    .addLast(
                            preface(source -> {
                                arrival.isFrom(source);
                                arrival.isKnown();
                                if (stays(channel, arrival) && opensSlowly(channel, arrival)) {
                                    connection.opened(packets);
                                }
                            }),
                            new PacketDecoder(connection),
                            connection);
        } else if (opensSlowly(channel, arrival)) {
            Connection connection = connection(channel, Transport.TCP, arrival);
            channel.pipeline().addLast(new PacketDecoder(connection), connection);
            connection.opened(packets);
        }
    }

    private boolean opensSlowly(Channel channel, Arrival arrival) {
        if (arrival.mayOpen()) {
            return true;
        }
        edge.metrics().refused("rate");
        arrival.left();
        channel.close();
        return false;
    }

    private ProxyPreface preface(Consumer<@Nullable InetSocketAddress> known) {
        return new ProxyPreface(known, () -> edge.metrics().refused("proxy"));
    }

    private Connection connection(Channel channel, Transport transport, Arrival arrival) {
        EdgeLoop loop = Objects.requireNonNull(loops.get(channel.eventLoop()), "a loop of the group");
        return new Connection(loop, transport, arrival);
    }

    /** Where WebSocket clients connect. */
    public int wsPort() {
        return port(listening[0]);
    }

    /** Where clients of plain TCP connect. */
    public int tcpPort() {
        return port(listening[1]);
    }

    private static int port(Channel channel) {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Takes no more connections. Blocks for a moment. */
    @Override
    public void close() {
        acceptors.shutdownGracefully(0, MOST_CLOSING_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
}
