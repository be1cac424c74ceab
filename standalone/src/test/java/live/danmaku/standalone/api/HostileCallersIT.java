package live.danmaku.standalone.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import live.danmaku.standalone.HttpCalls;
import live.danmaku.standalone.StandaloneServer;
import live.danmaku.standalone.architecture.EndpointTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What strangers can do to the program as it is started by default (but for smaller limits), behind a proxy of this
 * machine that nobody told it of, and from the pages of a browser here. Its environment is that of Kubernetes.
 */
class HostileCallersIT {

    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final String USUAL = "127.0.0.1";
    private static final String FLOODING = "127.0.0.9";
    private static final String TOKEN = "{\"uid\":\"x\",\"roles\":[\"ops\"]}";

    private static final StandaloneServer server = StandaloneServer.fresh()
            .with("KUBERNETES_SERVICE_HOST", "10.0.0.1")
            .with("KUBERNETES_SERVICE_PORT", "443")
            .with("DANMAKU_HTTP_ADDRESS_CONNECTIONS", "100")
            .with("DANMAKU_ADDRESS_PER_SECOND", "5")
            .with("DANMAKU_ADDRESS_BURST", "40")
            .with("DANMAKU_REQUEST_TIMEOUT", "1s");
    private static HttpCalls calls;
    private static String ops = "";

    @BeforeAll
    static void start() throws Exception {
        server.start();
        calls = new HttpCalls(server.baseUrl());
        ops = calls.token("ops", "ops");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 127.0.0.1",
                "X-Forwarded-Proto: https",
                "Forwarded: for=127.0.0.1",
                "Via: 1.1 nginx",
                "Origin: https://evil.example",
                "Origin: null",
                "Sec-Fetch-Site: cross-site"
            })
    void devToken_isForNobodyBehindAProxyOrOnAForeignPage(String header) throws IOException {
        assertThat(call("POST", "/v1/dev/tokens", TOKEN, header)).startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin: http://localhost:8080", "Sec-Fetch-Site: same-origin", "X-Other: 1"})
    void devToken_isForPagesOfThisMachine(String header) throws IOException {
        assertThat(call("POST", "/v1/dev/tokens", TOKEN, header)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/ops",
                "/v1/rooms?state=live",
                "/actuator/prometheus",
                "/swagger-ui/index.html",
                "/v3/api-docs"
            })
    void pageWhoseNameLeadsHere_readsNothing(String path) throws IOException {
        String answer = exchange("GET " + path + " HTTP/1.1\r\nHost: evil.example:8080\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 421").contains("'evil.example:8080'");
        assertThat(call("GET", path, "", "X-Other: 1")).startsWith("HTTP/1.1 200");
    }

    @Test
    void pageWhoseNameLeadsHere_getsNoToken_andNoWebSocket() throws IOException {
        assertThat(exchange("POST /v1/dev/tokens HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"uid\":\"x\"}"))
                .startsWith("HTTP/1.1 421");
        String upgrade =
                "GET /sub HTTP/1.1\r\nHost: %s:8090\r\nOrigin: http://%s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", server.webSocketPort())) {
            socket.getOutputStream()
                    .write(upgrade.formatted("evil.example", "evil.example").getBytes(UTF_8));
            assertThat(RawAnswer.read(socket.getInputStream()).status()).isEqualTo(403);
        }
        try (Socket socket = new Socket("127.0.0.1", server.webSocketPort())) {
            socket.getOutputStream()
                    .write(upgrade.formatted("localhost", "localhost").getBytes(UTF_8));
            assertThat(RawAnswer.read(socket.getInputStream()).status()).isEqualTo(101);
        }
    }

    /** Each says that it is somebody else; they come from one address all the same. */
    @Test
    void forwardedAddressesOfAnybody_areNotBelieved_andWhoSendsThemIsLimited() throws IOException {
        List<Integer> reads = statuses(IntStream.range(0, 200)
                .mapToObj(i -> "GET /v1/rooms?state=live&n=" + i
                        + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0.113." + i % 250 + "\r\n\r\n"));
        assertThat(reads).containsOnly(200, 429).contains(429);
        List<Integer> unknown = statuses(IntStream.range(0, 100)
                .mapToObj(i -> "GET /v1/rooms/none-" + i
                        + "/messages HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 127.0.0.1\r\n\r\n"));
        assertThat(unknown).contains(429);
        List<Integer> writes = statuses(IntStream.range(0, 200)
                .mapToObj(i -> "POST /v1/rooms HTTP/1.1\r\nHost: localhost\r\n" + "X-Forwarded-For: 203.0.113."
                        + i % 250 + "\r\nContent-Length: 0\r\n\r\n"));
        assertThat(writes).containsOnly(401, 429).contains(429);
        assertThat(statuses(IntStream.range(0, 200).mapToObj(i -> "GET /v1/gifts HTTP/1.1\r\nHost: localhost\r\n\r\n")))
                .as("this machine itself")
                .containsOnly(200);
    }

    @Test
    void everyEndpointOfTheTable_countsInTheBudgetOfItsAddress() throws IOException {
        for (String endpoint : EndpointTable.rows().keySet()) {
            String request = endpoint.replaceAll("\\{[a-z]+}", "none")
                    + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0.113.1\r\nContent-Length: 0\r\n\r\n";
            assertThat(untilRefused(request)).as(endpoint).isEqualTo(429);
        }
    }

    /** Sends it again and again on one connection, far more often than an address may; the last status. */
    private static int untilRefused(String request) throws IOException {
        int status = 0;
        try (Socket socket = socket(FLOODING)) {
            for (int i = 0; i < 200 && status != 429; i++) {
                socket.getOutputStream().write(request.getBytes(UTF_8));
                status = RawAnswer.read(socket.getInputStream()).status();
            }
        }
        return status;
    }

    @Test
    void forwardedHeadersThatMeanNothing_harmNothing() throws IOException {
        assertThat(call("POST", "/v1/telemetry", "[]", "X-Forwarded-For: nohost.invalid"))
                .startsWith("HTTP/1.1 202");
        assertThat(call("GET", "/swagger-ui.html", "", "X-Forwarded-Prefix: //evil.example"))
                .startsWith("HTTP/1.1 302")
                .doesNotContain("evil.example");
    }

    @Test
    void requestThatDoesNotEnd_isClosed() throws IOException {
        try (Socket socket =
                new Socket("127.0.0.1", URI.create(server.baseUrl()).getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write("POST /v1/telemetry HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n".getBytes(UTF_8));
            await().atMost(WITHIN).pollInterval(Duration.ofMillis(50)).until(() -> {
                try {
                    out.write('x');
                    return false;
                } catch (SocketException closed) {
                    return true;
                }
            });
        }
        assertThat(metrics()).containsPattern("danmaku_http_connections_refused_total\\{cause=\"slow\"} [1-9]");
    }

    @Test
    void healthSaysWhichStoresThereAre_toOpsAndToThisMachineOnly() throws Exception {
        assertThat(call("GET", "/actuator/health", "", "X-Forwarded-For: 203.0.113.9", "X-Other: 1"))
                .contains("\"status\":\"UP\"")
                .doesNotContain("redis", "components");
        assertThat(call("GET", "/actuator/health", "", "X-Forwarded-For: 203.0.113.9", "Authorization: Bearer " + ops))
                .contains("redis", "components");
        assertThat(call("GET", "/actuator/health", "", "X-Other: 1")).contains("redis");
        assertThat(call("GET", "/actuator/health/readiness", "", "X-Forwarded-For: 203.0.113.9"))
                .contains("\"status\":\"UP\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ops", "/replay/r1", "/swagger-ui/index.html", "/swagger-ui/swagger-ui-bundle.js"})
    void pages_runNothingOfOthers_andAreShownInNoFrame(String path) throws IOException {
        assertThat(call("GET", path, "", "X-Other: 1").toLowerCase(Locale.ROOT))
                .contains("content-security-policy: default-src 'self'", "frame-ancestors 'none'")
                .contains("x-frame-options: deny");
    }

    @Test
    void trustedProxyThatIsNone_endsTheStart_andIsNamed() {
        try (StandaloneServer wrong = StandaloneServer.fresh()
                .with("DANMAKU_ROLES", "connector")
                .with("DANMAKU_TRUSTED_PROXIES", "10.0.0.1,10.0.0/8")) {
            assertThatThrownBy(wrong::start)
                    .hasMessageContaining("the server ended at its start")
                    .hasMessageContaining(
                            "(DANMAKU_TRUSTED_PROXIES): '10.0.0/8' (expected: addresses or blocks such as");
        }
    }

    private static String metrics() throws IOException {
        return call("GET", "/actuator/prometheus", "", "X-Other: 1");
    }

    private static String call(String method, String path, String body, String... headers) throws IOException {
        return exchange(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + String.join("\r\n", headers) + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n" + body);
    }

    private static String exchange(String request) throws IOException {
        try (Socket socket = socket(USUAL)) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    /** Sends each of these on one connection; what they are answered. */
    private static List<Integer> statuses(Stream<String> requests) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        try (Socket socket = socket(FLOODING)) {
            for (String request : requests.toList()) {
                socket.getOutputStream().write(request.getBytes(UTF_8));
                statuses.add(RawAnswer.read(socket.getInputStream()).status());
            }
        }
        return statuses;
    }

    private static Socket socket(String from) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout((int) WITHIN.toMillis());
        socket.setTcpNoDelay(true);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(
                new InetSocketAddress("127.0.0.1", URI.create(server.baseUrl()).getPort()));
        return socket;
    }
}
