package live.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Clients that ask again the moment they were answered, as polls on one connection do. */
class KeepAliveIT {

    private static final int CONNECTIONS = 8;
    private static final int REQUESTS = 1_500;

    private final HttpCalls calls = new HttpCalls(StandaloneServer.shared().baseUrl());

    @Test
    void manyPollsOneAfterTheOther_areAllAnswered() throws Exception {
        calls.post("/v1/rooms", calls.token("ann"), "{\"title\":\"Kept alive\",\"room\":\"alive\"}");

        for (int i = 0; i < 2_000; i++) {
            // An answer that never comes is a time-out here.
            assertThat(calls.get("/v1/rooms/alive/messages?limit=1").statusCode())
                    .isEqualTo(200);
        }
    }

    /** Plain sockets, because HTTP clients ask again in silence when a connection was closed under a request. */
    @Test
    void hotPollsAndOtherRequestsInTurn_areAllAnsweredOnOneConnection() throws Exception {
        String token = calls.token("bea");
        calls.post("/v1/rooms", token, "{\"title\":\"Mixed\",\"room\":\"mixed\"}");
        calls.post("/v1/rooms/mixed/messages", token, "{\"type\":\"comment\",\"body\":{\"text\":\"one\"}}");
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                Random random = new Random(i);
                clients.add(threads.submit(() -> askInTurn(random, token)));
            }
            for (Future<Integer> client : clients) {
                assertThat(client.get()).isEqualTo(REQUESTS);
            }
        } finally {
            threads.shutdownNow();
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> calls.get("/actuator/prometheus")
                        .body()
                        .lines()
                        .anyMatch(line -> line.startsWith("danmaku_hot_polls") && !line.endsWith(" 0.0")));
    }

    private int askInTurn(Random random, String token) throws IOException {
        try (Connection connection = new Connection(calls.uri())) {
            for (int i = 0; i < REQUESTS; i++) {
                String question = switch (random.nextInt(20)) {
                    case 0 -> "/v1/rooms/mixed";
                    case 1 -> "/v1/rooms/mixed/messages?limit=0";
                    case 2 -> "/v1/rooms/mixed/messages?after=start&limit=1";
                    default -> "/v1/rooms/mixed/messages?limit=" + (1 + random.nextInt(3));
                };
                String status = connection.get(question, random.nextInt(4) == 0 ? token : "");
                assertThat(status)
                        .as(question)
                        .startsWith(question.endsWith("limit=0") ? "HTTP/1.1 400" : "HTTP/1.1 200");
            }
        }
        return REQUESTS;
    }

    private static final class Connection implements AutoCloseable {

        private static final int PATIENCE_MS = 20_000;

        private final Socket socket;
        private final InputStream in;

        Connection(URI server) throws IOException {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MS);
            in = new BufferedInputStream(socket.getInputStream());
        }

        /** Gives the status line; reads the rest. */
        String get(String path, String token) throws IOException {
            String credentials = token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
            String request = "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n".formatted(path, credentials);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String status = line();
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(
                            header.substring(header.indexOf(':') + 1).trim());
                }
            }
            assertThat(in.readNBytes(length)).as(path).hasSize(length);
            return status;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException("the server closed the connection after '%s'".formatted(line));
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
