package live.danmaku.web.refusal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import live.danmaku.web.WebConfiguration;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.TokenKeys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Over raw sockets against a real server: whatever is sent, nothing is an unexpected error, and nothing is logged. */
class HostileRequestsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String MANY_TYPES = String.join(",", Collections.nCopies(60, "a/b"));

    private static ReactiveWebServerApplicationContext server;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @BeforeAll
    static void start(@TempDir Path folder) {
        Path keys = folder.resolve("tokens.json");
        TokenKeys.createIfMissing(keys);
        server = (ReactiveWebServerApplicationContext) new SpringApplicationBuilder(Server.class)
                .properties(Map.of(
                        "server.address", "127.0.0.1",
                        "server.port", "0",
                        "server.max-http-request-header-size", "8KB",
                        "logging.level.reactor.netty.http.server.HttpServerOperations", "off",
                        "logging.level.reactor.netty.transport.ServerTransport", "off",
                        "logging.level.reactor.core.publisher.Operators", "off",
                        "logging.level.org.springframework.web.reactive.resource", "error",
                        "danmaku.token.key-file", keys.toString()))
                .run();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void listen() {
        root.setLevel(Level.WARN);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(log);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/page", "/later", "/refused", "/nothing-here", "/caller"})
    void accept_ofTooManyTypes_isAnsweredAsAnyOther(String path) throws IOException {
        int without = status(get(path, ""));

        assertThat(status(get(path, "Accept: " + MANY_TYPES))).isEqualTo(without);
        assertThat(status(get(path, "Accept: a/b\r\nAccept: " + MANY_TYPES))).isEqualTo(without);
        nothingIsLogged();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: %%%",
                "Accept: a",
                "Accept: */",
                "Accept: a/b;q=x",
                "Accept: a/b;c=\"",
                "Accept: text/event-stream",
                "Accept: \u00ff/\u00fe",
                "Accept-Language: %%%,;q=x",
                "Accept-Language: aaaaaaaaaaaaaaaaaaaaaaaaaa-*;q=9",
                "Accept-Charset: \u00ff;q=x",
                "Accept-Encoding: gzip;q=x,;;,*;q=",
                "Content-Type: %%%",
                "Content-Type: a/b;charset=x-none",
                "Content-Type: multipart/form-data",
                "Content-Type: application/json;charset=\u00ff",
                "Range: bytes=9-1,,x",
                "Range: bytes=0-0,1-1,2-2,3-3,4-4,5-5",
                "If-None-Match: \"",
                "If-None-Match: W/\"x, *, \"\u00ff\"",
                "If-Match: ,,",
                "If-Modified-Since: yesterday",
                "If-Range: x",
                "Origin: %%%",
                "Origin: http://[",
                "Origin: http://a:99999999999",
                "Host: a b",
                "Host: [::1",
                "Host: a:99999999",
                "X-Forwarded-For: %%%",
                "X-Forwarded-Host: [",
                "X-Forwarded-Port: x",
                "X-Forwarded-Proto: %%%",
                "Forwarded: for=;;;host=[;proto=%",
                "Authorization: Bearer \u00ff",
                "Authorization: Basic !!!",
                "Cookie: a=\u00ff;;=;\"",
                "Expect: nothing",
                "Expect: 100-continue",
                "Upgrade: websocket",
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: !!!",
                "Sec-WebSocket-Key: x\r\nUpgrade: websocket\r\nConnection: Upgrade",
                "Content-Encoding: gzip",
                "Content-Length: -1",
                "Content-Length: x",
                "Content-Length: 1\r\nContent-Length: 2",
                "Transfer-Encoding: gzip",
                "TE: trailers,%",
                "Access-Control-Request-Method: %%%\r\nOrigin: null",
                "X: \u001b[31mred",
                "X: \u0000",
                "no colon at all",
                ": no name",
                " folded: x"
            })
    void header_whateverItHolds_isNoMistakeOfOurs(String header) throws IOException {
        for (String path : new String[] {"/page", "/later", "/caller", "/refused"}) {
            assertThat(status(get(path, header))).as("GET " + path).isLessThan(500);
            assertThat(status("OPTIONS " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header
                            + "\r\n\r\n"))
                    .as("OPTIONS " + path)
                    .isLessThan(500);
        }
        assertThat(status("POST /take HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header
                        + "\r\nContent-Length: 2\r\n\r\n{}"))
                .isLessThan(500);
        nothingIsLogged();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /take HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
                "GET /page HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
                "GET /later HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
                "GET /refused HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
                "GET /failing HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
                "GET /caller HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
                "GET /\nforged HTTP/1.1\r\n\r\n",
                "GET /\u001b[31m HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "\u001b[31mGET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GE\u0000T / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "FORGED LINE\r\nHost: localhost\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /%00%0a%1b HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET http://[ HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET //// HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /../../etc HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\n\u001b[31m: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX\u0001: x\r\n\r\n",
                "\r\n\r\n\r\nnonsense\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n"
            })
    void requestThatIsNone_isNoMistakeOfOurs(String request) throws IOException {
        int status = status(request.replaceFirst("\r\n", "\r\nConnection: close\r\n"));

        assertThat(status).isBetween(200, 499);
        nothingIsLogged();
    }

    @Test
    void malformedChunk_isCounted() throws IOException {
        double before = refused("undecodable");

        status("POST /take HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n");

        assertThat(refused("undecodable")).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/page", "/later", "/refused", "/failing", "/large"})
    void clientThatLeaves_isNoMistakeOfOurs(String path) throws IOException {
        for (int i = 0; i < 20; i++) {
            try (Socket socket = connect()) {
                socket.setSoLinger(true, 0);
                String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
                socket.getOutputStream().write(request.repeat(5).getBytes(ISO_8859_1));
            }
        }
        assertThat(status(get("/later", ""))).isEqualTo(200);
        nothingIsLogged();
    }

    @Test
    void clientThatLeaves_takesNoAnswerFromOthersThatWaitForTheSame() throws IOException {
        Answers answers = server.getBean(Answers.class);
        try (Socket stays = connect()) {
            try (Socket leaves = connect()) {
                for (Socket client : new Socket[] {stays, leaves}) {
                    client.getOutputStream().write(get("/shared", "").getBytes(ISO_8859_1));
                }
                await().atMost(PATIENCE).until(() -> answers.waiting.get() == 2);
                leaves.setSoLinger(true, 0);
            }
            await().atMost(PATIENCE).until(() -> connections() == 1);

            answers.shared.complete(new Page("hello"));

            assertThat(new String(stays.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("{\"text\":\"hello\"}");
        }
        nothingIsLogged();
    }

    private static double connections() {
        return server.getBean(MeterRegistry.class)
                .get("danmaku.http.connections")
                .gauge()
                .value();
    }

    /** The server has refused the body by itself when the handler answers. */
    @Test
    void answerThatComesTooLate_isCounted() throws IOException {
        double before = refused("gone");

        status("POST /take HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n");

        await().atMost(PATIENCE).until(() -> refused("gone") > before);
    }

    private void nothingIsLogged() {
        await().during(Duration.ofMillis(100))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.list)
                        .extracting(ILoggingEvent::getLoggerName, ILoggingEvent::getFormattedMessage)
                        .isEmpty());
    }

    private static double refused(String reason) {
        return server.getBean(MeterRegistry.class)
                .get("danmaku.http.refused")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private static String get(String path, String header) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + (header.isEmpty() ? "" : header + "\r\n") + "\r\n";
    }

    /** The status of the last answer; 400 when the server only closes the connection. */
    private static int status(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            byte[] head = socket.getInputStream().readNBytes(12);
            return head.length < 12 ? 400 : Integer.parseInt(new String(head, 9, 3, ISO_8859_1));
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(),
                Objects.requireNonNull(server.getWebServer()).getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(WebConfiguration.class)
    static class Server {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Answers answers() {
            return new Answers();
        }
    }

    record Page(String text) {}

    /** One of each kind of answer. */
    @RestController
    static final class Answers {

        private final CompletableFuture<Page> shared = new CompletableFuture<>();
        private final AtomicInteger waiting = new AtomicInteger();
        private final Executor later = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

        @GetMapping("/page")
        Page page() {
            return new Page("hello");
        }

        @GetMapping("/later")
        CompletionStage<Page> later() {
            return CompletableFuture.supplyAsync(() -> new Page("hello"), later);
        }

        @GetMapping("/shared")
        CompletionStage<Page> shared() {
            waiting.incrementAndGet();
            return shared;
        }

        @GetMapping("/large")
        CompletionStage<Page> large() {
            return CompletableFuture.supplyAsync(() -> new Page("x".repeat(1_000_000)), later);
        }

        @GetMapping("/refused")
        CompletionStage<Page> refused() {
            return CompletableFuture.supplyAsync(
                    () -> {
                        throw ApiException.conflict("no");
                    },
                    later);
        }

        /** Meets an unexpected error after the client has gone. */
        @GetMapping("/failing")
        CompletionStage<Page> failing() {
            return CompletableFuture.supplyAsync(
                    () -> {
                        throw new IllegalStateException("ours");
                    },
                    CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));
        }

        @GetMapping("/caller")
        Page caller(Optional<Caller> caller) {
            return new Page(caller.map(known -> known.uid().value()).orElse("nobody"));
        }

        @PostMapping("/take")
        CompletionStage<Page> take(@RequestBody Map<String, Object> body) {
            return CompletableFuture.supplyAsync(() -> new Page(body.toString()), later);
        }
    }
}
