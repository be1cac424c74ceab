package live.danmaku.push.connector.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoopGroup;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.address.HostNames;
import live.danmaku.web.connection.OpenSockets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** Whose a connection is, over real sockets of this machine. An address may have two connections. */
class EdgeAddressesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String AUTH = "{\"roomid\":1000}";

    private final RecordingHub hub = new RecordingHub();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EventLoopGroup loops = new EdgeConfiguration().edgeLoops(settings(true));
    private final List<Socket> sockets = new ArrayList<>();
    private @Nullable EdgeServer started;

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        if (started != null) {
            started.close();
        }
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void silentConnections_areCountedWhenTheyAreAccepted_andTooManyAreClosedAtOnce() throws IOException {
        EdgeServer server = start(false, 10_000);
        connect(server.wsPort());
        connect(server.tcpPort());
        await().atMost(PATIENCE).until(() -> open() == 2);

        assertThat(isClosed(connect(server.wsPort()))).isTrue();
        assertThat(isClosed(connect(server.tcpPort()))).isTrue();
        assertThat(open()).isEqualTo(2);
        assertThat(refused("address")).isEqualTo(2);

        sockets.get(0).close();
        await().atMost(PATIENCE).until(() -> open() == 1);
        assertThat(handshake(connect(server.wsPort()), "")).startsWith("HTTP/1.1 101 ");
    }

    @Test
    void processWithNoFileLeft_closesAtOnce() throws IOException {
        EdgeServer server = start(true, 1);
        connect(server.tcpPort());
        await().atMost(PATIENCE).until(() -> open() == 1);

        assertThat(isClosed(connect(server.wsPort()))).isTrue();
        assertThat(refused("full")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 198.51.100.1",
                "Forwarded: for=198.51.100.1",
                "Via: 1.1 proxy",
                "X-Forwarded-Proto: https"
            })
    void loopbackThatSpeaksForOthers_isCountedLikeAnyAddress(String header) throws IOException {
        EdgeServer server = start(true, 10_000);
        for (int i = 0; i < 3; i++) {
            assertThat(handshake(connect(server.wsPort()), "")).startsWith("HTTP/1.1 101 ");
        }
        for (int i = 0; i < 2; i++) {
            assertThat(handshake(connect(server.wsPort()), header)).startsWith("HTTP/1.1 101 ");
        }
        assertThat(handshake(connect(server.wsPort()), header)).startsWith("HTTP/1.1 429 ");
    }

    @Test
    void headersOfATrustedProxy_sayWhoseAWebSocketIs() throws IOException {
        EdgeServer server = start(true, 10_000, "127.0.0.1");
        String one = "X-Forwarded-For: 127.0.0.1, 198.51.100.1";
        for (int i = 0; i < 2; i++) {
            assertThat(handshake(connect(server.wsPort()), one)).startsWith("HTTP/1.1 101 ");
        }
        assertThat(handshake(connect(server.wsPort()), one)).startsWith("HTTP/1.1 429 ");
        assertThat(handshake(connect(server.wsPort()), "X-Forwarded-For: 198.51.100.2"))
                .startsWith("HTTP/1.1 101 ");
        assertThat(refused("address")).isEqualTo(1);

        sockets.get(0).close();
        await().atMost(PATIENCE)
                .until(() -> handshake(connect(server.wsPort()), one).startsWith("HTTP/1.1 101 "));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void proxyProtocol_saysWhoseATcpConnectionIs(boolean binary) throws IOException {
        EdgeServer server = start(true, 10_000, "127.0.0.0/8");
        for (int i = 0; i < 2; i++) {
            assertThat(enter(connect(server.tcpPort()), preface(binary, 1))).isEqualTo(8);
        }
        assertThat(hub.session().client().address().address()).isEqualTo(InetAddress.getByName("198.51.100.1"));

        Socket third = connect(server.tcpPort());
        third.getOutputStream().write(preface(binary, 1));
        assertThat(isClosed(third)).isTrue();
        assertThat(enter(connect(server.tcpPort()), preface(binary, 2))).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void proxyProtocol_saysWhoseAWebSocketIs_whateverItsHeaders(boolean binary) throws IOException {
        EdgeServer server = start(true, 10_000, "127.0.0.0/8");
        for (int i = 0; i < 2; i++) {
            Socket socket = connect(server.wsPort());
            socket.getOutputStream().write(preface(binary, 1));
            assertThat(handshake(socket, "X-Forwarded-For: 203.0.113." + i)).startsWith("HTTP/1.1 101 ");
        }
        Socket third = connect(server.wsPort());
        third.getOutputStream().write(preface(binary, 1));
        assertThat(isClosed(third)).isTrue();
    }

    @Test
    void proxysOwnConnections_areItsOwn() throws IOException {
        EdgeServer server = start(true, 10_000, "127.0.0.1");
        byte[] local = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a20000000");
        assertThat(enter(connect(server.tcpPort()), local)).isEqualTo(8);
        assertThat(hub.session().client().address().address()).isEqualTo(InetAddress.getByName("127.0.0.1"));
        assertThat(enter(connect(server.tcpPort()), new byte[0])).isEqualTo(8);
    }

    @Test
    void proxyProtocol_ofAnybodyElse_isNotBelieved() throws IOException {
        EdgeServer server = start(true, 10_000, "192.0.2.0/24");
        Socket tcp = connect(server.tcpPort());
        tcp.getOutputStream().write(preface(false, 1));
        assertThat(operation(tcp)).isEqualTo(6);
        Socket webSocket = connect(server.wsPort());
        webSocket.getOutputStream().write(preface(false, 1));
        assertThat(line(webSocket)).startsWith("HTTP/1.1 4");
        assertThat(hub.entered).isEmpty();
    }

    @Test
    void brokenPreface_endsTheConnection() throws IOException {
        EdgeServer server = start(true, 10_000, "127.0.0.1");
        Socket socket = connect(server.tcpPort());
        socket.getOutputStream().write("PROXY TCP4 nobody nowhere 1 2\r\n".getBytes(US_ASCII));
        assertThat(isClosed(socket)).isTrue();
        await().atMost(PATIENCE).until(() -> open() == 0);
        assertThat(refused("proxy")).isEqualTo(1);
    }

    private EdgeServer start(boolean exemptLoopback, int files, String... trusted) {
        EdgeServer server = new EdgeConfiguration()
                .edgeServer(
                        settings(exemptLoopback),
                        loops,
                        hub,
                        new TestTickets()::verify,
                        new ClientAddresses(List.of(trusted)),
                        new HostNames(List.of()),
                        new OpenSockets(files),
                        JsonMapper.builder().build(),
                        Clock.systemUTC(),
                        registry);
        started = server;
        server.start();
        return server;
    }

    private static EdgeSettings settings(boolean exemptLoopback) {
        Duration patient = Duration.ofSeconds(60);
        return new EdgeSettings(
                "127.0.0.1",
                0,
                0,
                2,
                DataSize.ofKilobytes(16),
                patient,
                patient,
                patient,
                patient,
                DataSize.ofKilobytes(16),
                16,
                1_000,
                2,
                10,
                1_000,
                50,
                exemptLoopback,
                List.of(),
                true,
                1000);
    }

    private Socket connect(int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        sockets.add(socket);
        return socket;
    }

    /** Of client 198.51.100.n. */
    private static byte[] preface(boolean binary, int client) {
        return binary
                ? HexFormat.of()
                        .parseHex("0d0a0d0a000d0a515549540a2111000cc63364%02x7f0000010fa01f9a".formatted(client))
                : "PROXY TCP4 198.51.100.%d 127.0.0.1 4000 8090\r\n"
                        .formatted(client)
                        .getBytes(US_ASCII);
    }

    private static String handshake(Socket socket, String header) throws IOException {
        String request = header.isEmpty() ? EmbeddedEdge.upgrade() : EmbeddedEdge.upgrade(header);
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        return line(socket);
    }

    private static String line(Socket socket) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        for (int next = in.read(); next != '\n' && next >= 0; next = in.read()) {
            line.write(next);
        }
        return line.toString(US_ASCII);
    }

    /** Sends these bytes and an auth; gives the operation of the answer. */
    private static int enter(Socket socket, byte[] before) throws IOException {
        socket.getOutputStream().write(before);
        socket.getOutputStream().write(ByteBufUtil.getBytes(EmbeddedClient.packet(1, 7, 1, AUTH)));
        return operation(socket);
    }

    private static int operation(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        in.readInt();
        in.readInt();
        return in.readInt();
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketException reset) {
            return true;
        }
    }

    private double open() {
        return registry.get("danmaku.connector.connections").gauge().value();
    }

    private double refused(String cause) {
        return registry.get("danmaku.connector.refused")
                .tag("cause", cause)
                .counter()
                .count();
    }
}
