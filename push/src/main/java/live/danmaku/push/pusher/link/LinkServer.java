package live.danmaku.push.pusher.link;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Listens for connectors. */
public final class LinkServer implements AutoCloseable {

    private static final int MOST_MESSAGE_BYTES = 4 << 20;
    private static final int FLOW_CONTROL_WINDOW = 4 << 20;
    private static final long LAST_WORDS_MS = 1_000;

    private final LinkSettings settings;
    private final LinkService service;
    private final Server server;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "link-watch"));

    /** @param handlers in the order in which they hear what is said */
    public LinkServer(LinkSettings settings, List<LinkHandler> handlers, LinkMetrics metrics) {
        this.settings = settings;
        this.service = new LinkService(name(settings), settings, handlers, metrics, watch);
        this.server = NettyServerBuilder.forAddress(new InetSocketAddress(settings.bind(), settings.port()))
                .directExecutor() // handlers do not block
                .flowControlWindow(FLOW_CONTROL_WINDOW)
                .maxInboundMessageSize(MOST_MESSAGE_BYTES)
                .keepAliveTime(10, TimeUnit.SECONDS) // ends connections whose other end is gone without a word
                .permitKeepAliveTime(1, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .addService(service)
                .build();
    }

    private static String name(LinkSettings settings) {
        if (!settings.name().isEmpty()) {
            return settings.name();
        }
        try {
            return InetAddress.getLocalHost().getHostName() + ":" + settings.port();
        } catch (UnknownHostException e) {
            return UUID.randomUUID().toString();
        }
    }

    /** Listens from now on. */
    public void start() {
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s:%d cannot be listened on".formatted(settings.bind(), settings.port()), e);
        }
        long period = settings.silence().toMillis() / 4;
        watch.scheduleAtFixedRate(service::cutOffSilent, period, period, TimeUnit.MILLISECONDS);
        long heartbeat = settings.heartbeat().toMillis();
        watch.scheduleAtFixedRate(service::heartbeat, heartbeat, heartbeat, TimeUnit.MILLISECONDS);
    }

    /** The port, once it listens. */
    public int port() {
        return server.getPort();
    }

    /** Ends all streams, then stops; blocks for a moment. */
    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(LAST_WORDS_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watch.shutdownNow();
    }
}
