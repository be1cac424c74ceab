package live.danmaku.standalone.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ModerationSettingsIT {

    private final ModeratedRoom room;

    ModerationSettingsIT() throws Exception {
        room = new ModeratedRoom();
    }

    @Test
    void get_newRoom_hasNoRules() throws Exception {
        assertThat(room.settings())
                .isEqualTo(JsonMapper.shared()
                        .readTree("{\"slowModeSeconds\":0,\"muted\":[],\"banned\":[],\"words\":[]}"));
    }

    @Test
    void put_someFields_changesOnlyThem() throws Exception {
        room.set("{\"slowModeSeconds\":30,\"muted\":[\"eve\"],\"words\":[{\"word\":\"spam\",\"action\":\"mask\"}]}");

        HttpResponse<String> answer = room.put(room.host(), "{\"banned\":[\"mallory\"]}");

        assertThat(answer.body())
                .isEqualTo("{\"slowModeSeconds\":30,\"muted\":[\"eve\"],\"banned\":[\"mallory\"],"
                        + "\"words\":[{\"word\":\"spam\",\"action\":\"mask\"}]}");
        assertThat(room.settings()).isEqualTo(ModeratedRoom.json(answer));
    }

    @Test
    void roles_hostModeratorsAndOps_mayAndOthersMayNot() throws Exception {
        for (String token : List.of(room.host(), room.token("m", "moderator"), room.token("o", "ops"))) {
            assertThat(room.put(token, "{\"slowModeSeconds\":1}").statusCode()).isEqualTo(200);
            assertThat(room.call("GET", "/moderation", token, "").statusCode()).isEqualTo(200);
        }
        for (String token : List.of(room.token("ann"), room.token("h", "host"), room.token("s", "service"))) {
            HttpResponse<String> refused = room.put(token, "{\"slowModeSeconds\":2}");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(ModeratedRoom.detail(refused)).contains("moderator or ops");
            assertThat(room.call("GET", "/moderation", token, "").statusCode()).isEqualTo(403);
        }
        assertThat(room.put("", "{}").statusCode()).isEqualTo(401);
        assertThat(room.settings().get("slowModeSeconds").intValue()).isEqualTo(1);
    }

    @Test
    void put_badValue_is400ThatSaysTheValueAndWhatIsExpected() throws Exception {
        refused("{\"slowModeSeconds\":9999}", "slowModeSeconds: 9999 (expected: 0-3600)");
        refused("{\"slowModeSeconds\":-1}", "slowModeSeconds: -1 (expected: 0-3600)");
        refused("{\"slowModeSeconds\":\"soon\"}", "slowModeSeconds: ");
        refused("{\"slowModeSeconds\":1.5}", "slowModeSeconds: ");
        refused("{\"muted\":\"ann\"}", "muted: text (expected: a list)");
        refused("{\"muted\":[\"two words\"]}", "uid: 'two words'");
        refused("{\"banned\":[null]}", "banned: null (expected: uids)");
        refused(
                "{\"words\":[{\"word\":\"x\",\"action\":\"burn\"}]}",
                "action: 'burn' (expected: reject, mask or silent)");
        refused("{\"words\":[{\"word\":\"\",\"action\":\"mask\"}]}", "word: '' (expected: 1-64 characters, not blank)");
        refused("{\"words\":[{\"action\":\"mask\"}]}", "word: missing");
        refused("{", "malformed JSON");
        refused("[]", "request body: a list (expected: an object)");
        assertThat(room.settings().get("slowModeSeconds").intValue()).isZero();
    }

    @Test
    void put_fullLists_areTakenAndLongerOnesAreNot() throws Exception {
        room.set("{\"words\":[%s]}".formatted(words(1_000, 12)));
        assertThat(room.settings().get("words").size()).isEqualTo(1_000);

        refused("{\"words\":[%s]}".formatted(words(1_001, 1)), "words: 1001 entries (expected: 0-1000)");
        refused("{\"words\":[%s]}".formatted(words(1_000, 40)), "words: 42890 characters in all (expected: 0-16000)");
        HttpResponse<String> huge = room.put(room.host(), "{\"words\":[\"%s\"]}".formatted("x".repeat(600_000)));
        assertThat(huge.statusCode()).isEqualTo(413);
    }

    private void refused(String change, String why) throws Exception {
        HttpResponse<String> answer = room.put(room.host(), change);
        assertThat(answer.statusCode()).as(change).isEqualTo(400);
        assertThat(ModeratedRoom.detail(answer)).contains(why);
    }

    /** @param length of a word, less the number behind it */
    private static String words(int count, int length) {
        return IntStream.range(0, count)
                .mapToObj(n -> "{\"word\":\"%s%d\",\"action\":\"mask\"}".formatted("w".repeat(length), n))
                .collect(Collectors.joining(","));
    }
}
