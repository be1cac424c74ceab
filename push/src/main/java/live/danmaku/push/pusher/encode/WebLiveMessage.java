package live.danmaku.push.pusher.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import live.danmaku.model.MessageType;
import live.danmaku.push.pusher.message.PushedMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message as the web-live dialect says it: {@code {"cmd":…}}, with all fields that its clients may look at, those that we
 * do not know empty. Ids are numbers there: a numeric id is that number, of others it is one that is always the same.
 */
final class WebLiveMessage {

    private static final JsonMapper JSON = JsonMapper.shared();

    private WebLiveMessage() {}

    /** @return null when that dialect has no word for it, as for somebody who leaves */
    static byte @Nullable [] of(PushedMessage message) {
        JsonNode parsed;
        try {
            parsed = JSON.readTree(message.payload());
        } catch (JacksonException e) {
            return null;
        }
        ObjectNode said = said(message.head().type(), WebLiveSource.of(parsed));
        return said == null ? null : said.toString().getBytes(UTF_8);
    }

    private static @Nullable ObjectNode said(MessageType type, WebLiveSource source) {
        return switch (type) {
            case COMMENT -> WebLiveComment.of(source);
            case GIFT -> source.body().has("combo") ? WebLiveGift.combo(source) : WebLiveGift.of(source);
            case LIKE -> like(source);
            case MEMBER -> member(source);
            case STATUS -> status(source);
            case SYSTEM -> system(source);
        };
    }

    private static ObjectNode like(WebLiveSource source) {
        long total =
                source.body().path("total").asLong(source.body().path("count").asLong(1));
        ObjectNode said = command("LIKE_INFO_V3_UPDATE");
        said.putObject("data").put("click_count", total);
        return said;
    }

    private static @Nullable ObjectNode member(WebLiveSource source) {
        if (!source.body().path("event").asString("").equals("enter")) {
            return null;
        }
        ObjectNode said = command("INTERACT_WORD");
        ObjectNode data = said.putObject("data");
        data.putObject("contribution").put("grade", 0);
        data.put("dmscore", 0);
        data.set("fans_medal", WebLiveSource.noMedal().put("score", 0));
        data.putArray("identities").add(1);
        data.put("is_spread", 0)
                .put("msg_type", 1)
                .put("roomid", source.roomNumber())
                .put("score", source.sentAt())
                .put("spread_desc", "")
                .put("spread_info", "")
                .put("tail_icon", 0)
                .put("timestamp", source.sentAt() / 1_000)
                .put("trigger_time", source.sentAt() * 1_000_000)
                .put("uid", source.userNumber())
                .put("uname", source.userName())
                .put("uname_color", "");
        return said;
    }

    private static ObjectNode status(WebLiveSource source) {
        ObjectNode said = command("ROOM_STATUS_UPDATE");
        ObjectNode data =
                said.putObject("data").put("key", source.body().path("key").asString(""));
        data.set("value", source.body().path("value"));
        return said;
    }

    private static ObjectNode system(WebLiveSource source) {
        String event = source.body().path("event").asString("");
        if (event.equals("deleted")) {
            String id = source.body().path("id").asString("");
            ObjectNode said = command("RECALL_DANMU_MSG");
            said.putObject("data")
                    .put("recall_type", 1)
                    .put("target_id", WebLiveSource.number(id))
                    .put("id_str", id);
            return said;
        }
        if (event.equals("ended")) {
            return command("PREPARING").put("roomid", Long.toString(source.roomNumber()));
        }
        ObjectNode said = command("COMMON_NOTICE_DANMAKU");
        ObjectNode data = said.putObject("data");
        data.putArray("content_segments")
                .addObject()
                .put("font_color", "#FB7299")
                .put("text", source.body().path("text").asString(event))
                .put("type", 1);
        data.put("dmscore", 0);
        data.putArray("terminals").add(1).add(2).add(3).add(4).add(5);
        return said;
    }

    static ObjectNode command(String name) {
        return JsonNodeFactory.instance.objectNode().put("cmd", name);
    }
}
