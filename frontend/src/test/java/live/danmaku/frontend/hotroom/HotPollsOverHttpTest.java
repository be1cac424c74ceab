package live.danmaku.frontend.hotroom;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.limit.AddressRateSettings;
import live.danmaku.web.limit.AddressRates;
import live.danmaku.web.token.Caller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/** Hot polls before a real HTTP server: it answers {@code framework} and the path, and the body if there is one. */
class HotPollsOverHttpTest {

    private static final String HOT = "GET /v1/rooms/hot/messages?after=e7-10 HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String COLD = "GET /v1/rooms/cold/messages HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String POST = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello";
    private static final String CHUNKED =
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    private static final String HOT_SAYS = "hot after=e7-10 null";
    private static final Duration IDLE = Duration.ofSeconds(2);

    private static final AtomicInteger atTheFramework = new AtomicInteger();
    private static final ClientAddresses ADDRESSES = new ClientAddresses(List.of("127.0.0.0/8"));
    private static final AddressRates RATES =
            new AddressRates(new AddressRateSettings(1, 1_000_000, false), new SimpleMeterRegistry());
    private static DisposableServer server;

    @BeforeAll
    static void start() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .idleTimeout(IDLE)
                .doOnChannelInit((observer, channel, address) -> new HotPollHandler(
                                HotPollsOverHttpTest::answer,
                                HotPollsOverHttpTest::viewer,
                                new PollAllowance(ADDRESSES, RATES, channel.remoteAddress()))
                        .addAround(NettyPipeline.HttpCodec, channel.pipeline()))
                .handle((request, response) -> {
                    atTheFramework.incrementAndGet();
                    return request.receive()
                            .aggregate()
                            .asString()
                            .defaultIfEmpty("")
                            .flatMap(body -> {
                                byte[] text = ("framework " + request.uri() + " " + body).getBytes(UTF_8);
                                return response.header("Content-Length", Integer.toString(text.length))
                                        .sendByteArray(Mono.just(text))
                                        .then();
                            });
                })
                .bindNow();
    }

    @AfterAll
    static void stop() {
        server.disposeNow();
    }

    @Test
    void pollsAndOthersInTurn_onOneConnection_areAnsweredInTurn() throws IOException {
        try (Client client = new Client()) {
            for (int i = 0; i < 50; i++) {
                for (String request : List.of(HOT, COLD, HOT, HOT, POST, HOT, CHUNKED, HOT)) {
                    client.send(request);
                    assertThat(client.body()).isEqualTo(expected(request));
                }
            }
        }
    }

    @Test
    void requestsWithoutWaiting_areAnsweredInTheirOrder() throws IOException {
        List<String> requests = List.of(HOT, HOT, COLD, HOT, POST, HOT, CHUNKED, COLD, HOT);
        try (Client client = new Client()) {
            for (int i = 0; i < 20; i++) {
                client.send(String.join("", requests));
                for (String request : requests) {
                    assertThat(client.body()).isEqualTo(expected(request));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {HOT + HOT, POST + HOT, CHUNKED + HOT, COLD + HOT, HOT + POST + HOT})
    void bytesInTwoPieces_splitAnywhere_changeNothing(String requests) throws IOException, InterruptedException {
        List<String> bodies = expectedOf(requests);
        for (int split = 1; split < requests.length(); split++) {
            try (Client client = new Client()) {
                client.send(requests.substring(0, split));
                Thread.yield();
                client.send(requests.substring(split));
                for (String body : bodies) {
                    assertThat(client.body()).as("split at %d", split).isEqualTo(body);
                }
                client.send(HOT);
                assertThat(client.body()).as("after a split at %d", split).isEqualTo(HOT_SAYS);
            }
        }
    }

    @Test
    void bytesOneByOne_changeNothing() throws IOException {
        try (Client client = new Client()) {
            for (String request : List.of(HOT, POST, HOT, COLD, HOT, CHUNKED, HOT)) {
                for (int i = 0; i < request.length(); i++) {
                    client.send(request.substring(i, i + 1));
                }
                assertThat(client.body()).isEqualTo(expected(request));
            }
        }
    }

    /** Whoever takes the second part for a request answers once too often, and all that follow get others' answers. */
    @Test
    void pollInsideAHeaderOrABody_isNotARequest() throws IOException {
        String inHeader = "GET /echo HTTP/1.1\r\nHost: a\r\nX-Text: ";
        String inBody = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n".formatted(HOT.length());
        String inChunk =
                "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n".formatted(HOT.length());
        for (List<String> pieces : List.of(
                List.of(inHeader, HOT),
                List.of("GET /echo HTTP/1.1\r\nHost: a\r\n", "X: y\r\n", "\r\n"),
                List.of(inBody, HOT),
                List.of(inBody + HOT.substring(0, 1), HOT.substring(1)),
                List.of(inChunk, HOT, "\r\n0\r\n\r\n"))) {
            try (Client client = new Client()) {
                int before = atTheFramework.get();
                for (String piece : pieces) {
                    client.send(piece);
                    pause();
                }
                assertThat(client.body()).as(pieces.toString()).startsWith("framework /echo");
                client.send(COLD);
                assertThat(client.body()).isEqualTo(expected(COLD));
                assertThat(atTheFramework.get() - before).isEqualTo(2);
            }
        }
    }

    @Test
    void onlyHotPolls_keepAConnectionAliveForLongerThanTheIdleTime() throws IOException {
        try (Client client = new Client()) {
            long end = System.nanoTime() + IDLE.toNanos() * 5 / 2;
            while (System.nanoTime() < end) {
                client.send(HOT);
                assertThat(client.body()).isEqualTo(HOT_SAYS);
                pause();
            }
        }
    }

    @Test
    void nothing_closesAConnectionAfterTheIdleTime() throws IOException {
        try (Client client = new Client()) {
            client.send(HOT);
            client.body();

            assertThat(client.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void connectionClose_andHttp10_areAnsweredAndClosed() throws IOException {
        for (String request : List.of(
                HOT.replace("Host: a", "Connection: close"),
                HOT.replace("HTTP/1.1", "HTTP/1.0"),
                COLD.replace("Host: a", "Connection: close"))) {
            try (Client client = new Client()) {
                client.send(request);
                assertThat(client.body()).isNotEmpty();
                assertThat(client.in.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void longHeads_areAnswered_untilTheyAreTooLong() throws IOException {
        try (Client client = new Client()) {
            for (int length : List.of(100, 3_000, 4_000, 4_100, 6_000)) {
                client.send(HOT.replace("Host: a", "Host: a\r\nX-Long: " + "x".repeat(length)));
                assertThat(client.body()).isEqualTo(HOT_SAYS);
            }
            client.send(HOT.replace("Host: a", "X-Long: " + "x".repeat(20_000)));
            assertThat(client.status()).contains("431");
        }
    }

    @Test
    void formsOfOneAnswer_areAsAskedFor() throws IOException {
        try (Client client = new Client()) {
            client.send(HOT.replace("Host: a", "If-None-Match: W/\"1\""));
            assertThat(client.status()).isEqualTo("HTTP/1.1 304 Not Modified");
            client.send(HOT.replace("hot", "large").replace("Host: a", "Accept-Encoding: gzip, deflate"));
            byte[] packed = client.bytes();
            assertThat(packed).hasSizeLessThan(1_000);
            assertThat(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes())
                    .hasSize(5_000);
            client.send(HOT.replace("hot", "large").replace("Host: a", "Accept-Encoding: gzip, br"));
            assertThat(client.bytes()).hasSizeLessThan(packed.length);
            client.send(HOT.replace("hot", "large"));
            assertThat(client.bytes()).hasSize(5_000);
        }
    }

    @Test
    void viewerThatIsKnown_isNamed_anotherIsTheFrameworks() throws IOException {
        try (Client client = new Client()) {
            client.send(HOT.replace("Host: a", "authorization: Bearer ann"));
            assertThat(client.body()).isEqualTo("hot after=e7-10 ann");
            client.send(HOT.replace("Host: a", "authorization: Bearer bob"));
            assertThat(client.body()).startsWith("framework");
        }
    }

    @Test
    void nobodyReadsTheAnswers_areNotPiledUp() throws IOException {
        int before = atTheFramework.get();
        int requests = 100;
        try (Client client = new Client()) {
            client.send(HOT.replace("hot", "large").repeat(requests));
            // Beyond what a connection may have waiting, the framework's turn begins, and that reads no further.
            for (int i = 0; i < requests; i++) {
                assertThat(client.body()).isNotEmpty();
            }
        }
        assertThat(atTheFramework.get()).isGreaterThan(before);
    }

    private static void pause() {
        try {
            Thread.sleep(20); // lets the server read what was sent so far
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String expected(String request) {
        if (request.equals(HOT)) {
            return HOT_SAYS;
        }
        return request.equals(COLD) ? "framework /v1/rooms/cold/messages " : "framework /echo hello";
    }

    private static List<String> expectedOf(String requests) {
        List<String> bodies = new ArrayList<>();
        String left = requests;
        while (!left.isEmpty()) {
            for (String request : List.of(HOT, COLD, POST, CHUNKED)) {
                if (left.startsWith(request)) {
                    bodies.add(expected(request));
                    left = left.substring(request.length());
                }
            }
        }
        return bodies;
    }

    private static @Nullable SharedAnswer answer(String room, String query, @Nullable Caller viewer) {
        return switch (room) {
            case "hot" ->
                new SharedAnswer(
                        "W/\"1\"",
                        "hot %s %s"
                                .formatted(query, viewer == null ? null : viewer.uid())
                                .getBytes(UTF_8));
            case "large" -> new SharedAnswer("W/\"2\"", "large".repeat(1_000).getBytes(UTF_8));
            default -> null;
        };
    }

    private static @Nullable Caller viewer(String header) {
        return header.equals("Bearer ann") ? new Caller(new Sender(new UserId("ann"), "Ann"), null, Set.of()) : null;
    }

    private static final class Client implements AutoCloseable {

        private final Socket socket;
        private final InputStream in;

        Client() throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(20_000);
            in = socket.getInputStream();
        }

        void send(String bytes) throws IOException {
            socket.getOutputStream().write(bytes.getBytes(US_ASCII));
        }

        String body() throws IOException {
            return new String(bytes(), UTF_8);
        }

        /** Reads an answer; gives its body. */
        byte[] bytes() throws IOException {
            line();
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
                    length = Integer.parseInt(header.substring(16));
                }
            }
            return in.readNBytes(length);
        }

        /** Reads an answer without a body; gives its first line. */
        String status() throws IOException {
            String first = line();
            for (String header = line(); !header.isEmpty(); ) {
                header = line();
            }
            return first;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new IOException("the server closed the connection after '%s'".formatted(line));
                }
                line.append((char) next);
            }
            return line.toString().trim();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
