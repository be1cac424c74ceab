package live.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import live.danmaku.testkit.ReplicatedRedis;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Polls go on while the Redis that is written to is gone, also in a front end that starts then. */
class MasterAwayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String MESSAGES = "/v1/rooms/away/messages";

    @Test
    void masterKilled_pollsGoOnFromReplicasAndAllIsReadWhenItIsBack() throws Exception {
        try (ReplicatedRedis redis = ReplicatedRedis.start(2);
                StandaloneServer server = StandaloneServer.fresh()
                        .with("DANMAKU_REDIS_URI", redis.master().address())
                        .with(
                                "DANMAKU_REDIS_READ_URIS",
                                redis.replica(0).address() + ","
                                        + redis.replica(1).address())
                        .with("DANMAKU_DEV_TOKENS", "true")) {
            server.start();
            HttpCalls calls = new HttpCalls(server.baseUrl());
            String token = calls.token("host", "host");
            calls.post("/v1/rooms", token, "{\"title\":\"Away\",\"room\":\"away\"}");
            send(calls, token, "m1");
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> calls.ids("away", "comment").contains("m1"));
            await().atMost(PATIENCE)
                    .until(() -> reads(calls).get("from").asString().equals("replica"));
            String cursor = poll(calls, "").get("cursor").asString();

            redis.master().kill();
            assertThat(poll(calls, "?after=" + cursor).get("gap").asBoolean()).isFalse();
            send(calls, token, "m2");
            redis.replica(0).kill();
            JsonNode fromTheOther = poll(calls, "?after=start");
            assertThat(fromTheOther.get("messages").get(0).get("id").asString()).isEqualTo("m1");
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(reads(calls).get("stale").asBoolean()).isTrue());

            server.stop();
            server.start();
            assertThat(poll(calls, "?after=" + cursor).get("cursor").asString()).isEqualTo(cursor);

            redis.master().restart();
            await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode later = poll(calls, "?after=" + cursor);
                assertThat(later.get("gap").asBoolean()).isFalse();
                assertThat(later.at("/messages/0/id").asString("")).isEqualTo("m2");
            });
        }
    }

    private static void send(HttpCalls calls, String token, String id) throws IOException, InterruptedException {
        String body = "{\"type\":\"comment\",\"id\":\"%s\",\"body\":{\"text\":\"hi\"}}".formatted(id);
        assertThat(calls.post(MESSAGES, token, body).statusCode()).isEqualTo(202);
    }

    private static JsonNode poll(HttpCalls calls, String query) throws IOException, InterruptedException {
        HttpResponse<String> answer = calls.get(MESSAGES + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static JsonNode reads(HttpCalls calls) throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readTree(calls.get("/actuator/health").body())
                .get("components")
                .get("redisReads")
                .get("details");
    }
}
