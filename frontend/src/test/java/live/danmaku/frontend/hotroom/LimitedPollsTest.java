package live.danmaku.frontend.hotroom;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.limit.AddressRateSettings;
import live.danmaku.web.limit.AddressRates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Polls of a hot room over real sockets, of which an address has three. {@code Connection: Upgrade} leads by the codec.
 */
class LimitedPollsTest {

    private static final String OF_ONE = "X-Forwarded-For: 198.51.100.1";

    private final AddressRates rates = new AddressRates(new AddressRateSettings(1, 3, true), new SimpleMeterRegistry());
    private final AtomicInteger atTheFramework = new AtomicInteger();
    private final AtomicInteger written = new AtomicInteger();
    private DisposableServer server = start("127.0.0.1");

    private DisposableServer start(String... trusted) {
        ClientAddresses addresses = new ClientAddresses(List.of(trusted));
        return HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .doOnChannelInit((observer, channel, none) -> new HotPollHandler(
                                (room, query, viewer) -> answer(query),
                                header -> null,
                                new PollAllowance(addresses, rates, channel.remoteAddress()))
                        .addAround(NettyPipeline.HttpCodec, channel.pipeline()))
                .handle((request, response) -> {
                    atTheFramework.incrementAndGet();
                    return response.header("Content-Length", "9")
                            .sendString(Mono.just("framework"))
                            .then();
                })
                .bindNow();
    }

    private SharedAnswer answer(String query) {
        written.incrementAndGet();
        return new SharedAnswer("W/\"1\"", query.getBytes(UTF_8));
    }

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accept: */*", "Connection: Upgrade"})
    void pollsOfAnAddress_areCounted_andBeyondItsShareNothingIsDoneForThem(String way) throws IOException {
        try (Socket socket = connect()) {
            for (int i = 0; i < 3; i++) {
                assertThat(poll(socket, OF_ONE, way)).startsWith("HTTP/1.1 200 ");
            }
            for (int i = 0; i < 20; i++) {
                assertThat(poll(socket, OF_ONE, way))
                        .startsWith("HTTP/1.1 429 ")
                        .contains("retry-after: 1\r\n", "content-type: application/problem+json\r\n")
                        .contains("this address sends too fast");
            }
            assertThat(poll(socket, "X-Forwarded-For: 198.51.100.2", way)).startsWith("HTTP/1.1 200 ");
        }
        assertThat(written).hasValue(4);
        assertThat(atTheFramework).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 198.51.100.1",
                "X-Forwarded-Proto: https",
                "Via: 1.1 x",
                "Forwarded: for=198.51.100.1"
            })
    void loopbackThatNamesAProxy_isNotExempt_butLoopbackIs(String header) throws IOException {
        server.disposeNow();
        server = start();
        try (Socket socket = connect()) {
            for (int i = 0; i < 3; i++) {
                assertThat(poll(socket, header, "Accept: */*")).startsWith("HTTP/1.1 200 ");
            }
            assertThat(poll(socket, header, "Accept: */*")).startsWith("HTTP/1.1 429 ");
            for (int i = 0; i < 50; i++) {
                assertThat(poll(socket, "X-Forward: no", "Accept: */*")).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void pollThatTheFrameworkAnswers_isNotCountedHere() throws IOException {
        try (Socket socket = connect()) {
            for (int i = 0; i < 10; i++) {
                assertThat(poll(socket, OF_ONE, "Authorization: Bearer unknown"))
                        .startsWith("HTTP/1.1 200 ");
            }
            assertThat(poll(socket, OF_ONE, "Accept: */*")).startsWith("HTTP/1.1 200 ");
        }
        assertThat(atTheFramework).hasValue(10);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Gives the answer, its head in lower case but for the first line. */
    private static String poll(Socket socket, String... headers) throws IOException {
        String request = "GET /v1/rooms/hot/messages?after=e7-10 HTTP/1.1\r\nHost: a\r\n" + String.join("\r\n", headers)
                + "\r\n\r\n";
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
        return text.replace("http/1.1", "HTTP/1.1") + new String(in.readNBytes(length), UTF_8);
    }
}
