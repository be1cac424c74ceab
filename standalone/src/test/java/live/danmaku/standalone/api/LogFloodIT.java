package live.danmaku.standalone.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.stream.Stream;
import live.danmaku.standalone.StandaloneServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent to the HTTP port, the log does not grow by it, and no answer is an error of the server's. */
class LogFloodIT {

    private static final int TIMES = 200;

    /** Some lines that other tests' engines and clients have written meanwhile. */
    private static final int FEW_BYTES = 4_000;

    private static final String MANY_TYPES = String.join(",", Collections.nCopies(60, "a/b"));

    private final StandaloneServer shared = StandaloneServer.shared();
    private final URI server = URI.create(shared.baseUrl());
    private final String room = Person.with().startRoom();
    private long logged;

    @BeforeEach
    void look() throws IOException {
        logged = Files.size(shared.log());
    }

    static Stream<String> hostile() {
        return Stream.of(
                "GET /v1/gifts HTTP/1.1\r\nHost: a\r\nAccept: " + MANY_TYPES + "\r\n\r\n",
                "GET /v1/rooms/ROOM/messages HTTP/1.1\r\nHost: a\r\nAccept: " + MANY_TYPES + "\r\n\r\n",
                "GET /v1/rooms/ROOM/events?after=x HTTP/1.1\r\nHost: a\r\nAccept: " + MANY_TYPES + "\r\n\r\n",
                "GET /v1/replays/ROOM/density HTTP/1.1\r\nHost: a\r\nAccept: " + MANY_TYPES + "\r\n\r\n",
                "GET /v1/nothing HTTP/1.1\r\nHost: a\r\nAccept: " + MANY_TYPES + "\r\n\r\n",
                "GET /actuator/health HTTP/1.1\r\nHost: a\r\nAccept: " + MANY_TYPES + "\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nAccept: " + MANY_TYPES + "\r\n\r\n",
                "GET /v1/gifts HTTP/1.1\r\nHost: a\r\nAccept: %%%\r\n\r\n",
                "GET /actuator/health HTTP/1.1\r\nHost: a\r\nAccept: %%%\r\n\r\n",
                "POST /v1/telemetry HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n",
                "POST /v1/rooms HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
                "PUT /v1/rooms/ROOM/moderation HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
                "GET /v1/rooms/ROOM/messages HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
                "GET /v1/rooms/ROOM/events HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
                "GET /\u001b[31m\nforged HTTP/1.1\r\nHost: a\r\n\r\n",
                "\u001b[31mFORGED / HTTP/1.1\r\nHost: a\r\n\r\n",
                "FORGED LINE\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: \u001b[31m\u0000\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n\u001b[31m: x\r\n\r\n",
                "GET /%0a%1b%00 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /../../x HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a%5c..%5cx HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \u001b\u00ff\r\n\r\n",
                "GET /v1/rooms/ROOM/messages?after=%0a%1b HTTP/1.1\r\nHost: a\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileRequest_manyTimes_logsNextToNothing(String request) throws IOException {
        for (int i = 0; i < TIMES; i++) {
            assertThat(status(request.replace("ROOM", room), true)).isBetween(200, 499);
        }
        theLogHasGrownByLittle();
    }

    @Test
    void requestsWhoseClientLeaves_manyTimes_logNextToNothing() throws IOException {
        for (String path : new String[] {"/v1/rooms/" + room + "/messages", "/v1/rooms?state=live", "/", "/v1/gifts"}) {
            for (int i = 0; i < TIMES; i++) {
                status("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n", false);
            }
        }
        theLogHasGrownByLittle();
    }

    private void theLogHasGrownByLittle() throws IOException {
        // An answer that comes after it would be logged after this request's, too.
        Person.ANONYMOUS.get("/v1/gifts").expect(200);
        byte[] log = Files.readAllBytes(shared.log());
        String added = new String(Arrays.copyOfRange(log, (int) logged, log.length), StandardCharsets.UTF_8);
        assertThat(added).hasSizeLessThan(FEW_BYTES).doesNotContain("\u001b", "\u0000", "unexpected error");
        assertThat(added.lines())
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("forged"));
    }

    /** The answer's status; 400 when the connection is only closed, and when its end is not waited for. */
    private int status(String request, boolean waits) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(20_000);
            socket.setSoLinger(!waits, 0);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            byte[] head = waits ? socket.getInputStream().readNBytes(12) : new byte[0];
            return head.length < 12 ? 400 : Integer.parseInt(new String(head, 9, 3, ISO_8859_1));
        }
    }
}
