package live.danmaku.push.connector.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoopGroup;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.connector.session.Frame;
import live.danmaku.push.connector.session.Session;
import live.danmaku.push.link.Encoding;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.address.HostNames;
import live.danmaku.web.connection.OpenSockets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** Real sockets of this machine. */
class EdgeServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RecordingHub hub = new RecordingHub();
    private final TestTickets tickets = new TestTickets();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EventLoopGroup loops = new EdgeConfiguration().edgeLoops(settings());
    private final EdgeServer server = new EdgeConfiguration()
            .edgeServer(
                    settings(),
                    loops,
                    hub,
                    tickets::verify,
                    new ClientAddresses(List.of()),
                    new HostNames(List.of()),
                    new OpenSockets(10_000),
                    JsonMapper.builder().build(),
                    Clock.systemUTC(),
                    registry);

    private static EdgeSettings settings() {
        return new EdgeSettings(
                "127.0.0.1",
                0,
                0,
                2,
                DataSize.ofKilobytes(16),
                Duration.ofSeconds(30),
                Duration.ofMillis(1_500),
                Duration.ofMillis(1_500),
                Duration.ofMillis(1_500),
                DataSize.ofKilobytes(16),
                16,
                1_000,
                1_000,
                10,
                1_000,
                50,
                true,
                List.of(),
                true,
                1000);
    }

    /** What a WebSocket client has heard. */
    private static final class Heard implements WebSocket.Listener {

        private final BlockingQueue<byte[]> binary = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> text = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            binary.add(bytes);
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.add(data.toString());
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.completeExceptionally(error);
        }

        byte[] nextBinary() throws InterruptedException {
            byte[] next = binary.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(next).as("a binary message").isNotNull();
            return next == null ? new byte[0] : next;
        }
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void webSocketClient_entersHearsAndIsClosedWithACode() throws Exception {
        Heard heard = new Heard();
        WebSocket client = connect(heard, "");
        client.sendBinary(auth(), true).join();
        assertThat(new String(heard.nextBinary(), 16, 1, StandardCharsets.UTF_8))
                .isEqualTo("{");

        Session session = hub.session();
        Frame frame = Frame.of(
                Encoding.NATIVE, EmbeddedClient.packet(0, 5, 0, "hello").nioBuffer(), ByteBufAllocator.DEFAULT);
        session.loop().execute(() -> {
            session.write(frame);
            session.write(frame);
            frame.release();
        });
        for (int i = 0; i < 2; i++) {
            byte[] message = heard.nextBinary();
            assertThat(new String(message, 16, message.length - 16, StandardCharsets.UTF_8))
                    .isEqualTo("hello");
        }

        session.loop().execute(() -> session.close(CloseReason.of(CloseReason.GOING_AWAY, "drain")));
        assertThat(heard.closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(4000);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.closed).containsExactly(session));
        await().atMost(PATIENCE).until(() -> open() == 0);
    }

    @Test
    void jsonClient_talksText() throws Exception {
        Heard heard = new Heard();
        WebSocket client = connect(heard, "danmaku.json.v1");
        assertThat(client.getSubprotocol()).isEqualTo("danmaku.json.v1");
        client.sendText("{\"op\":\"auth\",\"ticket\":\"%s\",\"room\":\"r1\"}".formatted(tickets.ofMei()), true)
                .join();
        assertThat(heard.text.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).startsWith("{\"op\":\"auth\",\"code\":0");
        client.sendClose(1000, "bye").join();
        assertThat(heard.closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1000);
        await().atMost(PATIENCE).until(() -> hub.closed.size() == 1);
    }

    @Test
    void oversizeFrame_is1009_howeverMuchMoreComes() throws Exception {
        Heard heard = new Heard();
        WebSocket client = connect(heard, "");
        client.sendBinary(ByteBuffer.allocate(200_000), true);
        assertThat(heard.closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1009);
    }

    @Test
    void twoPacketsInAMessage_are4003() throws Exception {
        Heard heard = new Heard();
        WebSocket client = connect(heard, "");
        byte[] packet = bytes(2, "");
        client.sendBinary(ByteBuffer.allocate(32).put(packet).put(packet).flip(), true);
        assertThat(heard.closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(4003);
    }

    @Test
    void tcpClient_entersAndHears() throws Exception {
        try (Socket socket = tcp()) {
            socket.getOutputStream().write(bytes(7, "{\"roomid\":1000,\"protover\":2}"));
            socket.getOutputStream().write(bytes(2, ""));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertThat(operation(in)).isEqualTo(8);
            socket.getOutputStream().write(bytes(2, ""));
            assertThat(operation(in)).isEqualTo(3);
        }
        await().atMost(PATIENCE).until(() -> hub.closed.size() == 1);
    }

    @Test
    void garbageOnTcp_isAnsweredByOp6_thenTheEnd() throws Exception {
        try (Socket socket = tcp()) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1_000).getBytes(StandardCharsets.UTF_8));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertThat(operation(in)).isEqualTo(6);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void whoSaysNothing_isClosed() throws Exception {
        try (Socket tcp = tcp();
                Socket http = new Socket("127.0.0.1", server.wsPort())) {
            http.setSoTimeout((int) PATIENCE.toMillis());
            http.getOutputStream().write("GET /su".getBytes(StandardCharsets.UTF_8));
            assertThat(operation(new DataInputStream(tcp.getInputStream()))).isEqualTo(6);
            assertThat(http.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void slowLoris_isClosed_evenWhileItDrips() throws Exception {
        try (Socket socket = tcp()) {
            socket.getOutputStream().write(bytes(7, "{\"roomid\":1000}"));
            InputStream in = socket.getInputStream();
            assertThat(operation(new DataInputStream(in))).isEqualTo(8);
            byte[] packet = bytes(2, "x".repeat(4_000));
            OutputStream out = socket.getOutputStream();
            int[] sent = new int[1];
            // A byte each 10 ms: 40 s for the packet, if it were let.
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
                out.write(packet, sent[0]++, 1);
                return in.available() > 0 || !hub.closed.isEmpty();
            });
        }
        await().atMost(PATIENCE).until(() -> hub.closed.size() == 1);
    }

    @Test
    void clientThatDoesNotRead_isHeldUpWhereItsBytesAreCounted() throws Exception {
        try (Socket socket = tcp()) {
            socket.getOutputStream().write(bytes(7, "{\"roomid\":1000}"));
            assertThat(operation(new DataInputStream(socket.getInputStream()))).isEqualTo(8);
            Session session = hub.session();
            byte[] body = new byte[30_000];
            Frame frame = Frame.of(
                    Encoding.WEB_LIVE,
                    ByteBuffer.wrap(ByteBufUtil.getBytes(
                            EmbeddedClient.packet(0, 5, 0, new String(body, StandardCharsets.UTF_8)))),
                    ByteBufAllocator.DEFAULT);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> CompletableFuture.supplyAsync(
                                    () -> {
                                        session.write(frame);
                                        return session.pendingBytes() > Session.HIGH_MARK;
                                    },
                                    session.loop())
                            .join());
            assertThat(hub.drained).isEmpty();
            long[] read = new long[1];
            byte[] into = new byte[65_536];
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
                read[0] += socket.getInputStream().read(into);
                return !hub.drained.isEmpty();
            });
            frame.release();
        }
    }

    @Test
    void frames_aloneInATurnOrNot_arriveWholeAndInOrder_howeverSlowlyTheClientReads() throws Exception {
        Random random = new Random(5);
        List<Frame> frames = new ArrayList<>();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        try (Socket socket = tcp()) {
            socket.getOutputStream().write(bytes(7, "{\"roomid\":1000}"));
            assertThat(operation(new DataInputStream(socket.getInputStream()))).isEqualTo(8);
            Session session = hub.session();
            for (int i = 0; i < 500; i++) {
                byte[] packet = ByteBufUtil.getBytes(EmbeddedClient.packet(
                        0, 5, i, "x".repeat(random.nextInt(i % 5 == 0 ? 30_000 : 300))));
                frames.add(Frame.of(Encoding.WEB_LIVE, ByteBuffer.wrap(packet), ByteBufAllocator.DEFAULT));
                expected.writeBytes(packet);
            }
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            byte[] into = new byte[10_000];
            for (int next = 0; next < frames.size(); ) {
                List<Frame> turn = frames.subList(next, Math.min(frames.size(), next + 1 + random.nextInt(3)));
                next += turn.size();
                CompletableFuture.runAsync(() -> turn.forEach(session::write), session.loop())
                        .join();
                if (in.available() > 0) {
                    read.write(into, 0, in.read(into));
                }
            }
            while (read.size() < expected.size()) {
                read.write(into, 0, in.read(into));
            }
            assertThat(read.toByteArray()).isEqualTo(expected.toByteArray());
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(frames).allMatch(frame -> frame.refCnt() == 1));
        frames.forEach(Frame::release);
    }

    @Test
    void frameAndClose_inOneTurn_areHeardInThisOrder() throws Exception {
        Heard heard = new Heard();
        connect(heard, "").sendBinary(auth(), true).join();
        heard.nextBinary();
        Session session = hub.session();
        Frame frame = Frame.of(
                Encoding.NATIVE, EmbeddedClient.packet(0, 5, 0, "hello").nioBuffer(), ByteBufAllocator.DEFAULT);

        session.loop().execute(() -> {
            session.write(frame);
            session.close(CloseReason.of(CloseReason.GOING_AWAY, "drain"));
            session.write(frame); // too late
            frame.release();
        });

        assertThat(new String(heard.nextBinary(), 16, 5, StandardCharsets.UTF_8))
                .isEqualTo("hello");
        assertThat(heard.nextBinary()[11]).as("the operation").isEqualTo((byte) 6);
        assertThat(heard.closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(4000);
        assertThat(heard.binary).isEmpty();
        await().atMost(PATIENCE).until(() -> frame.refCnt() == 0);
    }

    @Test
    void writes_toAClientThatHasReset_leaveNothingBehind() throws Exception {
        Session session;
        try (Socket socket = tcp()) {
            socket.getOutputStream().write(bytes(7, "{\"roomid\":1000}"));
            assertThat(operation(new DataInputStream(socket.getInputStream()))).isEqualTo(8);
            session = hub.session();
            socket.setSoLinger(true, 0);
        }
        Frame frame = Frame.of(
                Encoding.WEB_LIVE, EmbeddedClient.packet(0, 5, 0, "hello").nioBuffer(), ByteBufAllocator.DEFAULT);

        await().atMost(PATIENCE).until(() -> {
            CompletableFuture.runAsync(() -> session.write(frame), session.loop())
                    .join();
            return !hub.closed.isEmpty();
        });

        await().atMost(PATIENCE).until(() -> frame.refCnt() == 1);
        assertThat(open()).isZero();
        frame.release();
    }

    private double open() {
        return registry.get("danmaku.connector.connections").gauge().value();
    }

    private WebSocket connect(Heard heard, String subprotocol) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (!subprotocol.isEmpty()) {
            builder.subprotocols(subprotocol);
        }
        return builder.buildAsync(URI.create("ws://127.0.0.1:%d/sub".formatted(server.wsPort())), heard)
                .join();
    }

    private Socket tcp() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.tcpPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private ByteBuffer auth() {
        return ByteBuffer.wrap(bytes(7, "{\"ticket\":\"%s\",\"room\":\"r1\"}".formatted(tickets.ofMei())));
    }

    private static byte[] bytes(int operation, String body) {
        return ByteBufUtil.getBytes(EmbeddedClient.packet(1, operation, 1, body));
    }

    /** Reads a packet. */
    private static int operation(DataInputStream in) throws IOException {
        int length = in.readInt();
        in.readInt();
        int operation = in.readInt();
        in.readInt();
        in.readNBytes(length - 16);
        return operation;
    }
}
