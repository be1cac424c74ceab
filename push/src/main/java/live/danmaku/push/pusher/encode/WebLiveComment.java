package live.danmaku.push.pusher.encode;

import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code DANMU_MSG}: what a comment is lies in arrays, by position. */
final class WebLiveComment {

    private static final int SIZE = 25;
    private static final int WHITE = 0xFFFFFF;
    private static final int LEVEL_COLOR = 9_868_950;
    private static final int ORDINARY_USER = 10_000;

    private WebLiveComment() {}

    static ObjectNode of(WebLiveSource source) {
        String text = source.body().path("text").asString("");
        ObjectNode said = WebLiveMessage.command("DANMU_MSG");
        ArrayNode info = said.putArray("info");
        info.add(look(source, text));
        info.add(text);
        info.addArray()
                .add(source.userNumber())
                .add(source.userName())
                .add(0)
                .add(0)
                .add(0)
                .add(ORDINARY_USER)
                .add(1)
                .add("");
        info.addArray(); // no medal
        info.addArray().add(0).add(0).add(LEVEL_COLOR).add(">50000").add(0);
        info.addArray().add("").add("");
        info.add(0).add(0).addNull();
        info.addObject().put("ct", source.userHash().toUpperCase(Locale.ROOT)).put("ts", source.sentAt() / 1_000);
        info.add(0).add(0).addNull().addNull().add(0).add(0);
        return said;
    }

    private static ArrayNode look(WebLiveSource source, String text) {
        int mode = mode(source.body());
        int color = source.body().path("color").asInt(WHITE);
        ArrayNode look = JsonNodeFactory.instance.arrayNode();
        look.add(0)
                .add(mode)
                .add(SIZE)
                .add(color)
                .add(source.sentAt())
                .add(source.id().hashCode())
                .add(0)
                .add(source.userHash())
                .add(0)
                .add(0)
                .add(0)
                .add("")
                .add(0)
                .add("{}")
                .add("{}");
        look.addObject()
                .put("extra", extra(source, text, mode, color))
                .put("mode", 0)
                .put("show_player_type", 0);
        return look;
    }

    /** A text that is JSON itself. */
    private static String extra(WebLiveSource source, String text, int mode, int color) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("send_from_me", false)
                .put("mode", 0)
                .put("color", color)
                .put("dm_type", 0)
                .put("font_size", SIZE)
                .put("player_mode", mode)
                .put("show_player_type", 0)
                .put("content", text)
                .put("user_hash", Integer.toUnsignedString(source.user().hashCode()))
                .put("emoticon_unique", "")
                .put("bulge_display", 0)
                .put("recommend_score", 0)
                .put("direction", 0)
                .put("pk_direction", 0)
                .put("quartet_direction", 0)
                .put("yeah_space_type", "")
                .put("yeah_space_url", "")
                .put("jump_to_url", "")
                .put("space_type", "")
                .put("space_url", "")
                .put("id_str", source.id())
                .toString();
    }

    private static int mode(JsonNode body) {
        return switch (body.path("mode").asString("scroll")) {
            case "bottom" -> 4;
            case "top" -> 5;
            default -> 1;
        };
    }
}
