package live.danmaku.benchmarks.fanout;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import live.danmaku.benchmarks.process.DanmakuParts;
import live.danmaku.benchmarks.process.FreePort;
import live.danmaku.benchmarks.process.Pinning;
import live.danmaku.benchmarks.process.ServerProcess;
import org.jspecify.annotations.Nullable;

/**
 * The packaged program: front end, processor and routing in one process, a pusher in a second one, and the connector, whose
 * CPU time counts, in a third. Messages go the whole way, by HTTP, Kafka and Redis.
 */
final class Danmaku extends Program {

    private final Pinning pinning;
    private final DanmakuParts parts;
    private final int linkPort = FreePort.find(3);
    private final URI webSocket = URI.create("http://127.0.0.1:" + (linkPort + 1));
    private final ServerProcess connector;
    private @Nullable ServerProcess pusher;
    private int windowMs = -1;

    private Danmaku(DanmakuParts parts, Pinning pinning, String... options) throws IOException, InterruptedException {
        super(parts.url());
        this.parts = parts;
        this.pinning = pinning;
        this.connector = parts.startPart(
                "connector",
                Map.of(
                        "DANMAKU_PUSHERS", "127.0.0.1:" + linkPort,
                        "DANMAKU_WS_PORT", Integer.toString(webSocket.getPort()),
                        "DANMAKU_TCP_PORT", Integer.toString(webSocket.getPort() + 1),
                        "JDK_JAVA_OPTIONS", String.join(" ", options)),
                pinning);
    }

    /**
     * Blocks until it is ready, but for the pusher.
     *
     * @param options of the connector's Java
     */
    static Danmaku start(Pinning pinning, String... options) throws IOException, InterruptedException {
        return new Danmaku(DanmakuParts.start("frontend,processor,routing", pinning.beside()), pinning, options);
    }

    @Override
    public String name() {
        return "danmaku";
    }

    @Override
    public void prepare(FanoutCase load) throws IOException, InterruptedException {
        if (pusher == null || windowMs != load.windowMs()) {
            endPusher();
            windowMs = load.windowMs();
            String tick = windowMs + "ms";
            pusher = parts.startPart(
                    "pusher",
                    Map.of(
                            "DANMAKU_LINK_PORT", Integer.toString(linkPort),
                            "DANMAKU_FEEDS_LEASTTICK", tick,
                            "DANMAKU_FEEDS_MOSTTICK", tick),
                    pinning.beside());
        }
        makeRooms(load.rooms());
    }

    @Override
    public URI subscribeAt() {
        return webSocket;
    }

    /** The process that holds the connections. */
    long connector() {
        return connector.pid();
    }

    @Override
    public Duration cpuTime() {
        return connector.cpuTime();
    }

    private void endPusher() {
        if (pusher != null) {
            pusher.close();
            pusher = null;
        }
    }

    @Override
    public void close() {
        connector.close();
        endPusher();
        parts.close();
    }
}
