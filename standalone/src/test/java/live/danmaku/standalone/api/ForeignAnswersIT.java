package live.danmaku.standalone.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import live.danmaku.standalone.StandaloneServer;
import org.junit.jupiter.api.Test;

/** While bodies are refused in mid-stream, each client gets the answers to its own requests and nobody else's. */
class ForeignAnswersIT {

    private static final int ATTACKS = 400;
    private static final int ATTACKERS = 8;
    private static final int BYSTANDERS = 8;
    private static final String LONG_LINE = "x".repeat(16_390);

    private final URI server = URI.create(StandaloneServer.shared().baseUrl());
    private final AtomicBoolean attacking = new AtomicBoolean(true);

    @Test
    void importedLineTooLong_requestBehindIt_nobodyGetsForeignAnswers() throws Exception {
        Person service = Person.with("service");
        String refused = "PUT /v1/replays/i-long HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + service.token() + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: " + LONG_LINE.length()
                + "\r\n\r\n";
        ExecutorService clients = Executors.newFixedThreadPool(ATTACKERS + BYSTANDERS);
        try {
            List<Future<Integer>> bystanders = new ArrayList<>();
            for (int i = 0; i < BYSTANDERS; i++) {
                bystanders.add(clients.submit(bystander("bystander-" + i)));
            }
            List<Future<Void>> attackers = new ArrayList<>();
            for (int i = 0; i < ATTACKERS; i++) {
                attackers.add(clients.submit(() -> {
                    for (int attack = 0; attack < ATTACKS / ATTACKERS; attack++) {
                        attack(refused);
                    }
                    return null;
                }));
            }
            for (Future<Void> attacker : attackers) {
                attacker.get();
            }
            attacking.set(false);
            for (Future<Integer> bystander : bystanders) {
                assertThat(bystander.get()).as("answers, each one's own").isPositive();
            }
        } finally {
            attacking.set(false);
            clients.shutdownNow();
        }
        assertThat(Files.readString(StandaloneServer.shared().log())).doesNotContain("IllegalReferenceCountException");
    }

    /** The end of the long line and the beginning of another request arrive in one read. */
    private void attack(String refused) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(20_000);
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            out.write(refused.getBytes(UTF_8));
            out.flush();
            out.write(LONG_LINE.substring(0, 8_000).getBytes(UTF_8));
            out.flush();
            out.write((LONG_LINE.substring(8_000) + "POST /v1/dev/tokens HTTP/1.1\r\nHost: localhost\r\n")
                    .getBytes(UTF_8));
            out.flush();
            assertThat(RawAnswer.read(socket.getInputStream()).status()).isEqualTo(413);
        }
    }

    /** Asks for tokens of its own over one connection, each request in two writes; completes with how many it got. */
    private Callable<Integer> bystander(String name) {
        return () -> {
            int answers = 0;
            try (Socket socket = new Socket(server.getHost(), server.getPort())) {
                socket.setSoTimeout(20_000);
                socket.setTcpNoDelay(true);
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream();
                while (attacking.get()) {
                    String uid = name + "-" + answers;
                    String body = "{\"uid\":\"" + uid + "\",\"name\":\"" + uid + "\"}";
                    out.write("POST /v1/dev/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Ty".getBytes(UTF_8));
                    out.flush();
                    out.write(("pe: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(UTF_8));
                    out.flush();
                    RawAnswer answer = RawAnswer.read(in);
                    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                    assertThat(answer.tokenSubject()).isEqualTo(uid);
                    answers++;
                }
            }
            return answers;
        };
    }
}
