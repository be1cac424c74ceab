package live.danmaku.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import live.danmaku.standalone.HttpCalls;
import live.danmaku.standalone.StandaloneServer;
import live.danmaku.testkit.FaultyProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A front end that is cut off from MySQL, and it alone, when a stream ends: it answers 202 to nothing that is then lost. */
@Tag("alone")
class CutOffFrontEndIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final StandaloneServer main = StandaloneServer.fresh();
    private static final StandaloneServer cutOff = StandaloneServer.fresh();
    private static FaultyProxy mysql;

    private final HttpCalls calls = new HttpCalls(main.baseUrl());
    private final HttpCalls cutOffCalls = new HttpCalls(cutOff.baseUrl());

    @BeforeAll
    static void start() {
        main.with("DANMAKU_END_GRACE", "5s").with("DANMAKU_DEV_TOKENS", "true").start();
        String url = Objects.requireNonNull(main.engines().get("DANMAKU_MYSQL_URL"));
        int port = Integer.parseInt(url.replaceFirst(".*:(\\d+)/.*", "$1"));
        mysql = FaultyProxy.to(port);
        main.engines().forEach(cutOff::with);
        cutOff.with("DANMAKU_MYSQL_URL", url.replace(":" + port + "/", ":" + mysql.port() + "/"))
                .with("DANMAKU_ACCEPTING_KNOWN_WITHIN", "4s")
                .with("DANMAKU_ROLES", "frontend")
                .start();
    }

    @AfterAll
    static void stop() {
        for (StandaloneServer server : List.of(cutOff, main)) {
            server.killTree();
            server.close();
        }
        mysql.close();
    }

    @Test
    void streamEndsElsewhere_whatTheCutOffFrontEndAcceptedIsThere_andOtherRoomsGoOn() throws Exception {
        String token = calls.token("host", "host");
        for (String room : List.of("ends", "stays")) {
            calls.post("/v1/rooms", token, "{\"title\":\"%s\",\"room\":\"%s\"}".formatted(room, room));
            await().atMost(PATIENCE)
                    .until(() -> say(room, token, "first-" + room).statusCode() == 202);
        }

        mysql.swallow();
        assertThat(calls.post("/v1/rooms/ends/end", token, "").statusCode()).isEqualTo(202);
        List<String> accepted = new ArrayList<>(List.of("first-ends"));
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
            String id = "m" + accepted.size();
            if (say("ends", token, id).statusCode() == 202) {
                accepted.add(id);
            }
            return calls.get("/v1/rooms/ends").body().contains("\"ended\"");
        });

        HttpResponse<String> refused = say("ends", token, "too-late");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(calls.ids("ends", "comment")).containsAll(accepted).doesNotHaveDuplicates();
        // It has not been able to ask MySQL for longer than it may go on without knowing.
        assertThat(say("stays", token, "later").statusCode()).isEqualTo(202);
    }

    private HttpResponse<String> say(String room, String token, String id) throws Exception {
        return cutOffCalls.post(
                "/v1/rooms/%s/messages".formatted(room),
                token,
                "{\"type\":\"comment\",\"id\":\"%s\",\"body\":{\"text\":\"%s\"}}".formatted(id, id));
    }
}
