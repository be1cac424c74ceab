package live.danmaku.web.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import live.danmaku.web.address.ClientAddresses;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/** Over real sockets, before a server that answers the length of each body. */
class HttpConnectionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration TIMEOUT = Duration.ofMillis(700);
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Socket> sockets = new ArrayList<>();
    private @Nullable DisposableServer started;

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        if (started != null) {
            started.disposeNow();
        }
    }

    @Test
    void connectionsOfAnAddress_areCountedWhenAccepted_andTooManyAreClosed() throws IOException {
        start(0, 2, 100, false);
        Socket first = connect("127.0.0.2");
        connect("127.0.0.2");
        await().atMost(PATIENCE).until(() -> open() == 2);

        assertThat(isClosed(connect("127.0.0.2"))).isTrue();
        assertThat(refused("address")).isEqualTo(1);
        assertThat(answer(connect("127.0.0.3"), GET)).isEqualTo("0");

        first.close();
        await().atMost(PATIENCE).until(() -> open() == 2);
        assertThat(answer(connect("127.0.0.2"), GET)).isEqualTo("0");
    }

    @Test
    void connectionsOfAll_haveALimit_alsoOfLoopback() throws IOException {
        start(2, 1, 100, true);
        connect("127.0.0.1");
        connect("127.0.0.1");
        await().atMost(PATIENCE).until(() -> open() == 2);

        assertThat(isClosed(connect("127.0.0.1"))).isTrue();
        assertThat(refused("full")).isEqualTo(1);
        assertThat(open()).isEqualTo(2);
    }

    @Test
    void processNeedsFilesItself_soNotAllAreClients() throws IOException {
        start(100, 1, 1, true);
        Socket first = connect("127.0.0.1");
        await().atMost(PATIENCE).until(() -> open() == 1);
        assertThat(isClosed(connect("127.0.0.1"))).isTrue();

        first.close();
        await().atMost(PATIENCE).until(() -> open() == 0);
        assertThat(answer(connect("127.0.0.1"), GET)).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "G",
                "GET / HTTP/1.1\r\nHost: a\r\nX-Header: ",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n",
                GET + GET + "GET /"
            })
    void requestThatDoesNotEnd_isClosed_howeverOftenAByteComes(String beginning) throws IOException {
        start(0, 10, 100, true);
        Socket socket = connect("127.0.0.1");
        OutputStream out = socket.getOutputStream();
        out.write(beginning.getBytes(US_ASCII));
        long begun = System.nanoTime();

        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            try {
                out.write('x');
                return refused("slow") == 1;
            } catch (SocketException reset) {
                return true;
            }
        });

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(TIMEOUT.minusMillis(50));
        await().atMost(PATIENCE).until(() -> open() == 0);
    }

    @Test
    void connectionsBetweenRequests_andLargeBodiesThatKeepComing_haveTheirTime() throws IOException {
        start(0, 10, 100, true);
        Socket socket = connect("127.0.0.1");
        OutputStream out = socket.getOutputStream();
        out.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 20000\r\n\r\n".getBytes(US_ASCII));
        long begun = System.nanoTime();
        // 1,000 bytes each 100 ms: twice as long as the timeout, and faster than the rate asks for.
        int[] sent = new int[1];
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    out.write(new byte[1_000]);
                    return ++sent[0] == 20;
                });
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(TIMEOUT.multipliedBy(2));
        assertThat(answer(socket, "")).isEqualTo("20000");

        long idle = System.nanoTime();
        await().atMost(PATIENCE)
                .until(() -> Duration.ofNanos(System.nanoTime() - idle).compareTo(TIMEOUT.multipliedBy(2)) > 0);
        assertThat(answer(socket, GET)).isEqualTo("0");
        assertThat(refused("slow")).isZero();
    }

    private void start(int most, int ofAddress, int files, boolean exemptLoopback) {
        HttpConnections connections = new HttpConnections(
                new ClientAddresses(List.of()),
                new ConnectionSettings(most, ofAddress, TIMEOUT, DataSize.ofKilobytes(1), exemptLoopback),
                new OpenSockets(files),
                registry);
        started = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .doOnChannelInit((observer, channel, none) -> connections.accepted(channel, NettyPipeline.HttpCodec))
                .handle((request, response) -> request.receive()
                        .aggregate()
                        .asByteArray()
                        .map(body -> body.length)
                        .defaultIfEmpty(0)
                        .flatMap(length -> {
                            byte[] text = Integer.toString(length).getBytes(US_ASCII);
                            return response.header("Content-Length", Integer.toString(text.length))
                                    .sendByteArray(Mono.just(text))
                                    .then();
                        }))
                .bindNow();
    }

    private Socket connect(String from) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", started == null ? 0 : started.port()));
        return socket;
    }

    /** Sends this and gives the body of the answer. */
    private static String answer(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).as(head.toString()).isNotNegative();
            head.append((char) next);
        }
        String text = head.toString().toLowerCase(Locale.ROOT);
        int at = text.indexOf("content-length: ") + 16;
        int length = Integer.parseInt(text.substring(at, text.indexOf('\r', at)));
        return new String(in.readNBytes(length), US_ASCII);
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketException reset) {
            return true;
        }
    }

    private double open() {
        return registry.get("danmaku.http.connections").gauge().value();
    }

    private double refused(String cause) {
        return registry.get("danmaku.http.connections.refused")
                .tag("cause", cause)
                .counter()
                .count();
    }
}
