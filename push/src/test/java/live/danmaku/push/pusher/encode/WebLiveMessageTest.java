package live.danmaku.push.pusher.encode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static live.danmaku.push.pusher.message.Messages.commentJson;
import static live.danmaku.push.pusher.message.Messages.json;
import static live.danmaku.push.pusher.message.Messages.pushed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import live.danmaku.model.MessageType;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients of that dialect look at. */
class WebLiveMessageTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void comment_isAnArrayByPosition() {
        JsonNode info = said(commentJson("m1", "42", "弹幕 \\\"quoted\\\"")).path("info");

        assertThat(said(commentJson("m1", "42", "hi")).path("cmd").asString()).isEqualTo("DANMU_MSG");
        assertThat(info).hasSize(16);
        assertThat(info.get(0)).hasSize(16);
        assertThat(info.get(0).get(1).asInt()).isEqualTo(1);
        assertThat(info.get(0).get(2).asInt()).isEqualTo(25);
        assertThat(info.get(0).get(3).asInt()).isEqualTo(0xFFFFFF);
        assertThat(info.get(0).get(4).asLong()).isEqualTo(1_700_000_000_123L);
        assertThat(info.get(1).asString()).isEqualTo("弹幕 \"quoted\"");
        assertThat(info.get(2).get(0).asLong()).isEqualTo(42);
        assertThat(info.get(2).get(1).asString()).isEqualTo("42");
        assertThat(info.get(9).path("ts").asLong()).isEqualTo(1_700_000_000);
        JsonNode extra = JSON.readTree(info.get(0).get(15).path("extra").asString());
        assertThat(extra.path("content").asString()).isEqualTo("弹幕 \"quoted\"");
        assertThat(extra.path("id_str").asString()).isEqualTo("m1");
    }

    @Test
    void comment_hasItsColorAndMode() {
        String text = json(MessageType.COMMENT, "P3", "m1", "ann", "{\"text\":\"hi\",\"color\":255,\"mode\":\"top\"}");
        JsonNode look = said(text).path("info").get(0);

        assertThat(look.get(1).asInt()).isEqualTo(5);
        assertThat(look.get(3).asInt()).isEqualTo(255);
    }

    @Test
    void userWithoutANumber_isAlwaysTheSameOne() {
        long ann =
                said(commentJson("m1", "ann", "hi")).path("info").get(2).get(0).asLong();

        assertThat(ann).isPositive().isLessThan(1L << 48);
        assertThat(said(commentJson("m2", "ann", "ho"))
                        .path("info")
                        .get(2)
                        .get(0)
                        .asLong())
                .isEqualTo(ann);
        assertThat(said(commentJson("m2", "bob", "ho"))
                        .path("info")
                        .get(2)
                        .get(0)
                        .asLong())
                .isNotEqualTo(ann);
    }

    @Test
    void gift_isSentWithItsCountAndValue() {
        JsonNode said =
                said(json(MessageType.GIFT, "P1", "g1", "42", "{\"gift\":\"rocket\",\"count\":3,\"value\":3000}"));

        assertThat(said.path("cmd").asString()).isEqualTo("SEND_GIFT");
        JsonNode data = said.path("data");
        assertThat(data.path("giftName").asString()).isEqualTo("rocket");
        assertThat(data.path("num").asInt()).isEqualTo(3);
        assertThat(data.path("price").asInt()).isEqualTo(1000);
        assertThat(data.path("total_coin").asInt()).isEqualTo(3000);
        assertThat(data.path("uid").asLong()).isEqualTo(42);
        assertThat(data.path("tid").asString()).isEqualTo("g1");
        assertThat(data.path("medal_info").path("medal_name").isString()).isTrue();
    }

    @Test
    void comboOfGifts_hasItsTotal() {
        JsonNode said = said(
                json(MessageType.GIFT, "P2", "g1", "42", "{\"gift\":\"rose\",\"count\":2,\"combo\":24,\"value\":2}"));

        assertThat(said.path("cmd").asString()).isEqualTo("COMBO_SEND");
        assertThat(said.path("data").path("combo_num").asInt()).isEqualTo(24);
        assertThat(said.path("data").path("total_num").asInt()).isEqualTo(24);
        assertThat(said.path("data").path("gift_name").asString()).isEqualTo("rose");
    }

    @Test
    void whoEnters_isTold_andWhoLeavesIsNot() {
        JsonNode said = said(json(MessageType.MEMBER, "P3", "m1", "42", "{\"event\":\"enter\"}"));

        assertThat(said.path("cmd").asString()).isEqualTo("INTERACT_WORD");
        assertThat(said.path("data").path("msg_type").asInt()).isEqualTo(1);
        assertThat(said.path("data").path("roomid").asLong()).isEqualTo(1000);
        assertThat(said.path("data").path("uid").asLong()).isEqualTo(42);
        assertThat(WebLiveMessage.of(pushed(1, json(MessageType.MEMBER, "P3", "m1", "42", "{\"event\":\"leave\"}"))))
                .isNull();
    }

    @Test
    void likes_haveTheirTotal() {
        JsonNode said = said(json(MessageType.LIKE, "P3", "m1", "42", "{\"count\":3,\"total\":70}"));

        assertThat(said.path("cmd").asString()).isEqualTo("LIKE_INFO_V3_UPDATE");
        assertThat(said.path("data").path("click_count").asInt()).isEqualTo(70);
    }

    @Test
    void status_isKeyAndValue() {
        JsonNode said = said(json(MessageType.STATUS, "P3", "m1", "42", "{\"key\":\"pk\",\"value\":{\"red\":3}}"));

        assertThat(said.path("cmd").asString()).isEqualTo("ROOM_STATUS_UPDATE");
        assertThat(said.path("data").toString()).isEqualTo("{\"key\":\"pk\",\"value\":{\"red\":3}}");
    }

    @Test
    void systemMessages_areNotices_butDeletionsAndTheEnd() {
        JsonNode notice = said(json(MessageType.SYSTEM, "P0", "m1", "s", "{\"event\":\"notice\",\"text\":\"hello\"}"));
        assertThat(notice.path("cmd").asString()).isEqualTo("COMMON_NOTICE_DANMAKU");
        assertThat(notice.path("data")
                        .path("content_segments")
                        .get(0)
                        .path("text")
                        .asString())
                .isEqualTo("hello");

        JsonNode deleted = said(json(MessageType.SYSTEM, "P0", "m1", "s", "{\"event\":\"deleted\",\"id\":\"c7\"}"));
        assertThat(deleted.path("cmd").asString()).isEqualTo("RECALL_DANMU_MSG");
        assertThat(deleted.path("data").path("id_str").asString()).isEqualTo("c7");

        JsonNode ended = said(json(MessageType.SYSTEM, "P0", "m1", "s", "{\"event\":\"ended\"}"));
        assertThat(ended.path("cmd").asString()).isEqualTo("PREPARING");
        assertThat(ended.path("roomid").asString()).isEqualTo("1000");
    }

    @Test
    void whatIsNoJson_isNothing() {
        assertThat(WebLiveMessage.of(pushed(1, "no json"))).isNull();
    }

    private static JsonNode said(String json) {
        byte[] said = Objects.requireNonNull(WebLiveMessage.of(pushed(1, json)));
        return JSON.readTree(new String(said, UTF_8));
    }
}
