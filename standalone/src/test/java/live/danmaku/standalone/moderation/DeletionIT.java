package live.danmaku.standalone.moderation;

import static live.danmaku.standalone.moderation.ModeratedRoom.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DeletionIT {

    private final ModeratedRoom room;
    private final String ann;

    DeletionIT() throws Exception {
        room = new ModeratedRoom();
        ann = room.token("ann");
    }

    @Test
    void delete_message_isGoneAndTheRoomIsTold() throws Exception {
        String bad = room.visibleComment(ann, "bad");
        String good = room.visibleComment(ann, "good");
        String cursor = page("").get("cursor").stringValue();

        assertThat(delete(bad, room.token("m", "moderator")).statusCode()).isEqualTo(202);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(room.ids("")).contains(good).doesNotContain(bad);
            assertThat(room.messages("")).anySatisfy(message -> {
                assertThat(message.get("type").stringValue()).isEqualTo("system");
                assertThat(message.get("body").toString())
                        .isEqualTo("{\"event\":\"deleted\",\"id\":\"%s\"}".formatted(bad));
            });
        });
        JsonNode after = page("?after=" + cursor);
        assertThat(after.get("gap").booleanValue()).isFalse();
        assertThat(after.get("messages").size()).isEqualTo(1);
        assertThat(delete(bad, room.token("m", "moderator")).statusCode())
                .as("it is unknown now")
                .isEqualTo(404);
    }

    @Test
    void delete_byHostModeratorAndOpsOnly() throws Exception {
        String id = room.visibleComment(ann, "one");

        for (String token : List.of(ann, room.token("h", "host"), room.token("s", "service"))) {
            assertThat(delete(id, token).statusCode()).isEqualTo(403);
        }
        assertThat(delete(id, "").statusCode()).isEqualTo(401);
        assertThat(delete(id, room.host()).statusCode()).isEqualTo(202);
        String other = room.visibleComment(ann, "two");
        assertThat(delete(other, room.token("o", "ops")).statusCode()).isEqualTo(202);
    }

    @Test
    void delete_unknownId_is404AndABadOne400() throws Exception {
        HttpResponse<String> unknown = delete("nobody-sent-this", room.host());

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(ModeratedRoom.detail(unknown)).contains("nobody-sent-this");
        assertThat(delete("%C3%A4", room.host()).statusCode()).isEqualTo(400);
    }

    private JsonNode page(String query) throws Exception {
        return ModeratedRoom.json(room.call("GET", "/messages" + query, "", ""));
    }

    private HttpResponse<String> delete(String id, String token) throws Exception {
        return room.call("DELETE", "/messages/" + id, token, "");
    }
}
