package live.danmaku.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import live.danmaku.benchmarks.load.RequestSource;
import live.danmaku.benchmarks.process.DanmakuParts;
import live.danmaku.benchmarks.process.FreePort;
import live.danmaku.benchmarks.process.Pinning;
import live.danmaku.benchmarks.process.RoomSetup;
import live.danmaku.benchmarks.process.ServerProcess;
import org.jspecify.annotations.Nullable;

/**
 * The packaged program: front end, processor and routing in one process, a pusher in a second one, and the connector, whose
 * CPU time counts, in a third. Messages go the whole way, by HTTP, Kafka and Redis.
 */
final class Danmaku implements Broadcaster {

    private static final int HEADER = 16;
    private static final int HEARTBEAT = 2;
    private static final int AUTH = 7;

    private final Pinning pinning;
    private final DanmakuParts parts;
    private final RoomSetup setup;
    private final int linkPort = FreePort.find(3);
    private final URI webSocket = URI.create("http://127.0.0.1:" + (linkPort + 1));
    private final ServerProcess connector;
    private @Nullable ServerProcess pusher;
    private int windowMs = -1;
    private String prefix = "";
    private String ticket = "";

    /** @param options of the connector's Java */
    Danmaku(Pinning pinning, String... options) throws IOException, InterruptedException {
        this.pinning = pinning;
        parts = DanmakuParts.start("frontend,processor,routing", pinning.beside());
        setup = new RoomSetup(parts.url());
        connector = parts.startPart(
                "connector",
                Map.of(
                        "DANMAKU_PUSHERS", "127.0.0.1:" + linkPort,
                        "DANMAKU_WS_PORT", Integer.toString(webSocket.getPort()),
                        "DANMAKU_TCP_PORT", Integer.toString(webSocket.getPort() + 1),
                        "JDK_JAVA_OPTIONS", String.join(" ", options)),
                pinning);
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
        prefix = "fan-" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36) + "-";
        for (int room = 0; room < load.rooms(); room++) {
            setup.createRoom(prefix + room);
        }
        ticket = setup.ticket();
    }

    @Override
    public URI subscribeAt() {
        return webSocket;
    }

    @Override
    public String path(int room) {
        return "/sub";
    }

    @Override
    public ByteBuf greeting(int room) {
        return packet(AUTH, "{\"ticket\":\"%s\",\"room\":\"%s\"}".formatted(ticket, prefix + room));
    }

    @Override
    public ByteBuf heartbeat() {
        return packet(HEARTBEAT, "");
    }

    private static ByteBuf packet(int operation, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return Unpooled.buffer(HEADER + bytes.length)
                .writeInt(HEADER + bytes.length)
                .writeShort(HEADER)
                .writeShort(0)
                .writeInt(operation)
                .writeInt(0)
                .writeBytes(bytes);
    }

    @Override
    public URI publishAt() {
        return parts.url();
    }

    @Override
    public RequestSource messages(FanoutCase load) {
        String headers = "Authorization: Bearer %s\r\nContent-Type: application/json\r\n".formatted(setup.token());
        String body = "{\"type\":\"comment\",\"from\":{\"uid\":\"user42\",\"name\":\"Ann\"},\"body\":{\"text\":\"%s\"}}"
                .formatted(Marker.PLACE);
        return new MarkedMessages(
                parts.url(), load.rooms(), room -> "/v1/rooms/%s/messages".formatted(prefix + room), headers, body);
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
