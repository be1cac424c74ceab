package live.danmaku.standalone.moderation;

import static live.danmaku.standalone.moderation.ModeratedRoom.SOON;
import static live.danmaku.standalone.moderation.ModeratedRoom.detail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EnforcementIT {

    private static final String LIKE = "{\"count\":1}";

    private final ModeratedRoom room;
    private final String ann;
    private final String bob;

    EnforcementIT() throws Exception {
        room = new ModeratedRoom();
        ann = room.token("ann-" + System.nanoTime());
        bob = room.token("bob");
    }

    @Test
    void muted_cannotCommentButLike_untilUnmuted() throws Exception {
        room.set("{\"muted\":[\"bob\"]}");

        awaitStatus(403, bob);
        assertThat(detail(room.comment(bob, "hi"))).startsWith("user bob is muted in room m");
        assertThat(room.send(bob, "like", LIKE).statusCode()).isEqualTo(202);
        assertThat(room.comment(ann, "hi").statusCode()).isEqualTo(202);

        room.set("{\"muted\":[]}");
        awaitStatus(202, bob);
    }

    @Test
    void banned_canNeitherSendNorEnter() throws Exception {
        room.set("{\"banned\":[\"bob\"]}");

        awaitStatus(403, bob);
        assertThat(detail(room.comment(bob, "hi"))).startsWith("user bob is banned from room m");
        assertThat(room.send(bob, "like", LIKE).statusCode()).isEqualTo(403);
        assertThat(room.call("POST", "/viewers", bob, "").statusCode()).isEqualTo(403);
        assertThat(room.call("POST", "/viewers", ann, "").statusCode()).isEqualTo(200);
        assertThat(room.call(
                                "POST",
                                "/messages",
                                room.token("relay", "service"),
                                "{\"type\":\"comment\",\"body\":{\"text\":\"hi\"},\"from\":{\"uid\":\"bob\"}}")
                        .statusCode())
                .as("a service on bob's behalf")
                .isEqualTo(403);
    }

    @Test
    void slowMode_secondComment_is429WithTheWait() throws Exception {
        room.set("{\"slowModeSeconds\":600}");
        await().atMost(SOON).until(() -> room.comment(bob, "hi").statusCode() == 429);

        assertThat(room.comment(ann, "").statusCode())
                .as("a refused comment takes no turn")
                .isEqualTo(400);
        assertThat(room.comment(ann, "one").statusCode()).isEqualTo(202);
        HttpResponse<String> second = room.comment(ann, "two");
        assertThat(second.statusCode()).isEqualTo(429);
        int wait = Integer.parseInt(second.headers().firstValue("Retry-After").orElseThrow());
        assertThat(wait).isBetween(500, 600);
        assertThat(detail(second))
                .matches("slow mode: one comment every 600 s in this room \\(expected: a pause of \\d+ s more\\)");
        assertThat(room.send(ann, "like", LIKE).statusCode()).isEqualTo(202);

        room.set("{\"slowModeSeconds\":1}");
        awaitStatus(202, ann);
    }

    @Test
    void slowMode_repeatOfAnAcceptedComment_isAcceptedAgain() throws Exception {
        room.set("{\"slowModeSeconds\":600}");
        await().atMost(SOON).until(() -> room.comment(bob, "hi").statusCode() == 429);
        String comment = "{\"type\":\"comment\",\"id\":\"again\",\"body\":{\"text\":\"hi\"}}";

        assertThat(room.call("POST", "/messages", ann, comment).statusCode()).isEqualTo(202);
        assertThat(room.call("POST", "/messages", ann, comment).statusCode()).isEqualTo(202);
        assertThat(room.comment(ann, "another").statusCode()).isEqualTo(429);
    }

    @Test
    void slowMode_moderatorsHostServicesAndOps_areExempt() throws Exception {
        room.set("{\"slowModeSeconds\":600}");
        await().atMost(SOON).until(() -> room.comment(bob, "hi").statusCode() == 429);

        for (String token : List.of(
                room.host(), room.token("m", "moderator"), room.token("o", "ops"), room.token("s", "service"))) {
            assertThat(room.comment(token, "one").statusCode()).isEqualTo(202);
            assertThat(room.comment(token, "two").statusCode()).isEqualTo(202);
        }
    }

    @Test
    void words_areRefusedOrMasked() throws Exception {
        room.set("{\"words\":[{\"word\":\"Evil\",\"action\":\"reject\"},{\"word\":\"darn\",\"action\":\"mask\"}]}");

        awaitStatus(400, ann, "ｅｖｉｌ");
        assertThat(detail(room.comment(ann, "so EVIL"))).startsWith("text: holds a word that this room refuses");
        room.visibleComment(ann, "DARN it, d\u200Darn");
        assertThat(room.texts(""))
                .contains("**** it, ****")
                .noneMatch(text -> text.contains("DARN"))
                .doesNotContain("so EVIL");
    }

    @Test
    void silentWord_isSeenByItsSenderOnly() throws Exception {
        room.set("{\"words\":[{\"word\":\"buy\",\"action\":\"silent\"},{\"word\":\"now\",\"action\":\"reject\"}]}");
        awaitStatus(400, bob, "now");

        room.visibleComment(bob, "before");
        assertThat(room.comment(ann, "buy this").statusCode()).isEqualTo(202);
        room.visibleComment(bob, "after");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(room.texts(ann)).containsExactly("before", "buy this", "after"));
        assertThat(room.texts(bob)).containsExactly("before", "after");
        assertThat(room.texts("")).containsExactly("before", "after");
        assertThat(etag(ann)).isNotEqualTo(etag(bob));
        assertThat(etag(bob)).isEqualTo(etag(""));
    }

    @Test
    void silentWord_cursorReader_getsItOnce() throws Exception {
        room.set("{\"words\":[{\"word\":\"buy\",\"action\":\"silent\"},{\"word\":\"now\",\"action\":\"reject\"}]}");
        awaitStatus(400, bob, "now");
        room.visibleComment(bob, "before");
        String cursor = page(ann, "").get("cursor").stringValue();

        room.comment(ann, "buy this");
        await().atMost(SOON).until(() -> room.texts(ann).contains("buy this"));

        JsonNode mine = page(ann, "&after=" + cursor);
        assertThat(mine.get("messages").size()).isEqualTo(1);
        assertThat(page(ann, "&after=" + mine.get("cursor").stringValue())
                        .get("messages")
                        .size())
                .isZero();
        assertThat(page(bob, "&after=" + cursor).get("messages").size()).isZero();
    }

    private JsonNode page(String token, String more) throws Exception {
        return ModeratedRoom.json(room.call("GET", "/messages?types=comment" + more, token, ""));
    }

    private String etag(String token) throws Exception {
        return room.call("GET", "/messages?types=comment&after=start", token, "")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
    }

    /** Waits until a change is in force. */
    private void awaitStatus(int status, String token) {
        awaitStatus(status, token, "waiting");
    }

    private void awaitStatus(int status, String token, String text) {
        await().atMost(SOON).until(() -> room.comment(token, text).statusCode() == status);
    }
}
