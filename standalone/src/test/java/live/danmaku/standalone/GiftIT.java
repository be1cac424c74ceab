package live.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gifts as their senders meet them. */
class GiftIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final HttpCalls calls = new HttpCalls(StandaloneServer.shared().baseUrl());
    private final String room = "gifts-" + UUID.randomUUID();
    private String ann = "";
    private String bob = "";

    @BeforeEach
    void startRoom() throws Exception {
        ann = calls.token("ann");
        bob = calls.token("bob");
        assertThat(calls.post("/v1/rooms", ann, "{\"title\":\"Gifts\",\"room\":\"%s\"}".formatted(room))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void hundredPostsOfOneIdAtOnce_areAllAcceptedAndBoughtOnce() throws Exception {
        String service = calls.token("shop", "service");
        ExecutorService senders = Executors.newFixedThreadPool(50);
        List<Future<Integer>> statuses = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            statuses.add(senders.submit(() -> give(service, id("once"), "heart", 3, ",\"from\":{\"uid\":\"ann\"}")));
        }
        for (Future<Integer> status : statuses) {
            assertThat(status.get(30, TimeUnit.SECONDS)).isEqualTo(202);
        }
        senders.shutdown();

        awaitState(ann, id("once"), "done");
        give(bob, id("last"), "rose", 1, "");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(calls.ids(room, "gift")).containsExactly(id("once"), id("last")));
        awaitRanking("[{'uid':'ann','name':'ann','value':30},{'uid':'bob','name':'bob','value':1}]");
    }

    @Test
    void outcome_ofAnAcceptedGift_isKnownFromThe202OnAndEndsDone() throws Exception {
        give(ann, id("g"), "rose", 2, "");
        assertThat(outcome(ann, id("g")).get("state").stringValue()).isIn("pending", "done");

        awaitState(ann, id("g"), "done");

        JsonNode done = outcome(ann, id("g"));
        assertThat(done.get("id").stringValue()).isEqualTo(id("g"));
        assertThat(done.get("value").longValue()).isEqualTo(2);
        assertThat(done.has("reason")).isFalse();
    }

    @Test
    void outcome_ofAnIdThatTheSenderUsedForAnotherGift_isRejectedAndSaysWhy() throws Exception {
        give(ann, id("g"), "rose", 1, "");
        awaitState(ann, id("g"), "done");

        give(ann, id("g"), "rocket", 1, "");
        awaitState(ann, id("g"), "rejected");

        assertThat(outcome(ann, id("g")).get("reason").stringValue()).contains("stands for 1 × rose", "done");
        assertThat(calls.ids(room, "gift")).containsExactly(id("g"));
        awaitRanking("[{'uid':'ann','name':'ann','value':1}]");
    }

    @Test
    void idThatAnotherSenderTook_isAGiftOfItsOwnThatIsPaidAndShown() throws Exception {
        give(bob, id("g"), "rose", 1, "");
        awaitState(bob, id("g"), "done");

        give(ann, id("g"), "rocket", 1, "");
        awaitState(ann, id("g"), "done");
        give(ann, id("g"), "rocket", 1, "");
        give(ann, id("last"), "rose", 1, "");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(calls.ids(room, "gift")).containsExactly(id("g"), id("g"), id("last")));
        assertThat(outcome(ann, id("g")).get("gift").stringValue()).isEqualTo("rocket");
        assertThat(outcome(bob, id("g")).get("gift").stringValue()).isEqualTo("rose");
        String shop = calls.token("shop", "service");
        assertThat(calls.get("/v1/gifts/" + id("g"), shop).statusCode()).isEqualTo(409);
        assertThat(calls.get("/v1/gifts/" + id("g") + "?uid=ann", shop).statusCode())
                .isEqualTo(200);
        awaitRanking("[{'uid':'ann','name':'ann','value':1001},{'uid':'bob','name':'bob','value':1}]");
    }

    @Test
    void outcome_isForItsSenderServicesAndOps() throws Exception {
        give(ann, id("g"), "rose", 1, "");
        awaitState(ann, id("g"), "done");

        assertThat(calls.get("/v1/gifts/" + id("g")).statusCode()).isEqualTo(401);
        assertThat(calls.get("/v1/gifts/" + id("g"), bob).statusCode()).isEqualTo(404);
        assertThat(calls.get("/v1/gifts/" + id("g"), calls.token("boss", "ops")).statusCode())
                .isEqualTo(200);
        assertThat(calls.get("/v1/gifts/" + id("g") + "?uid=ann", calls.token("shop", "service"))
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> unknown = calls.get("/v1/gifts/" + id("nobody"), ann);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains(id("nobody"));
    }

    @Test
    void ranking_isByValueAndAsLongAsAsked() throws Exception {
        give(ann, id("a1"), "heart", 1, "");
        give(bob, id("b1"), "rocket", 2, "");
        give(ann, id("a2"), "firework", 1, "");

        awaitRanking("[{'uid':'bob','name':'bob','value':2000},{'uid':'ann','name':'ann','value':110}]");
        assertThat(calls.get("/v1/rooms/" + room + "/ranking?limit=1").body())
                .isEqualTo("[{'uid':'bob','name':'bob','value':2000}]".replace('\'', '"'));
        for (String limit : List.of("0", "501", "ten")) {
            HttpResponse<String> refused = calls.get("/v1/rooms/" + room + "/ranking?limit=" + limit);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("limit: " + limit + " (expected: 1-500)");
        }
        assertThat(calls.get("/v1/rooms/nobody/ranking").statusCode()).isEqualTo(404);
    }

    private String id(String name) {
        return name + "-" + room.substring(6);
    }

    private int give(String token, String id, String gift, int count, String more)
            throws IOException, InterruptedException {
        String body = "{\"type\":\"gift\",\"id\":\"%s\",\"body\":{\"gift\":\"%s\",\"count\":%d}%s}"
                .formatted(id, gift, count, more);
        int status = calls.post("/v1/rooms/" + room + "/messages", token, body).statusCode();
        assertThat(status).isEqualTo(202);
        return status;
    }

    private JsonNode outcome(String token, String id) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(calls.get("/v1/gifts/" + id, token).body());
    }

    private void awaitState(String token, String id, String state) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(outcome(token, id).get("state").stringValue())
                        .isEqualTo(state));
    }

    private void awaitRanking(String expected) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                calls.get("/v1/rooms/" + room + "/ranking").body())
                        .isEqualTo(expected.replace('\'', '"')));
    }
}
