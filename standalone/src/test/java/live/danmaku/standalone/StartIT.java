package live.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import live.danmaku.db.redis.RedisLink;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The program as the person at the keyboard meets it. */
@Tag("alone")
class StartIT {

    @Test
    void startStopAndStartAgain_isReadyInTimeAndLeavesNothingBehind() throws Exception {
        try (StandaloneServer server = StandaloneServer.asShipped()) {
            server.start();
            HttpCalls calls = new HttpCalls(server.baseUrl());
            String token = calls.token("ann");
            startRoomWithComment(calls, token, "kept");
            assertThat(Files.readString(server.log())).contains("Danmaku is ready.", "ops token");

            List<ProcessHandle> tree = server.tree();
            assertThat(tree)
                    .as("the program, the engines' process, Redis and MySQL")
                    .hasSizeGreaterThanOrEqualTo(4);
            assertThat(server.stop()).isLessThan(Duration.ofSeconds(10));
            await().atMost(Duration.ofSeconds(5)).until(() -> tree.stream().noneMatch(StandaloneServer::runs));

            long begin = System.nanoTime();
            server.start();
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as("some 25 s of processor time on two cores")
                    .isLessThan(Duration.ofSeconds(60));
            assertThat(calls.ids("kept", "comment")).containsExactly("m1");
            assertThat(calls.post("/v1/rooms/kept/messages", token, "{\"type\":\"like\",\"body\":{}}")
                            .statusCode())
                    .as("a token outlives a restart")
                    .isEqualTo(202);
            assertThat(server.log()).content().doesNotContain(server.engines().get("DANMAKU_MYSQL_PASSWORD"));
        }
    }

    @Test
    void startWithRedisAuth_worksAndLetsNobodyElseIn() throws Exception {
        try (StandaloneServer server = StandaloneServer.fresh().with("DANMAKU_EMBEDDED_REDIS_AUTH", "true")) {
            server.start();
            HttpCalls calls = new HttpCalls(server.baseUrl());
            String token = calls.token("ann");
            startRoomWithComment(calls, token, "closed");

            assertThatThrownBy(() -> {
                        try (RedisLink stranger = new RedisLink(server.redisUri(), Duration.ofSeconds(2))) {
                            stranger.ping().toCompletableFuture().join();
                        }
                    })
                    .hasStackTraceContaining("NOAUTH");
            String password = Files.readString(server.tokenKeys().resolveSibling("redis-password"));
            assertThat(server.log()).content().doesNotContain(password);
        }
    }

    /** Returns when the comment {@code m1} is shown. */
    private static void startRoomWithComment(HttpCalls calls, String token, String room) throws Exception {
        calls.post("/v1/rooms", token, "{\"title\":\"A room\",\"room\":\"%s\"}".formatted(room));
        calls.post(
                "/v1/rooms/%s/messages".formatted(room),
                token,
                "{\"type\":\"comment\",\"id\":\"m1\",\"body\":{\"text\":\"hi\"}}");
        await().atMost(Duration.ofSeconds(60)).until(() -> calls.ids(room, "comment"), List.of("m1")::equals);
    }
}
