package live.danmaku.tools.feed;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A recorded line as it is sent: {@code {"type","id","from":{"uid","name"},"body"}}.
 *
 * @param id the same at every try, so that repeats are harmless
 * @param visibleOnce whether readers see exactly this message once; likes and gift combos may be merged by the server
 */
record FeedMessage(String id, String type, String json, boolean visibleOnce) {

    /**
     * Kinds that the server knows by another name are mapped ({@code chat}, {@code superchat} … are comments, as is
     * every unknown kind, because it has a text to show).
     *
     * @param run what the ids of this feed begin with
     * @param gift what a recorded gift becomes, because recordings do not say which it was
     */
    static FeedMessage of(String run, RecordedLine line, String gift) {
        String type = type(line.kind());
        String id = run + line.number();
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("type", type);
        message.put("id", id);
        message.putObject("from").put("uid", line.user()).put("name", line.user());
        message.set("body", body(type, line, gift));
        return new FeedMessage(id, type, message.toString(), !type.equals("like") && !type.equals("gift"));
    }

    private static String type(String kind) {
        return switch (kind) {
            case "gift", "like", "system" -> kind;
            case "member", "enter", "join", "leave" -> "member";
            default -> "comment";
        };
    }

    private static ObjectNode body(String type, RecordedLine line, String gift) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return switch (type) {
            case "gift" -> body.put("gift", gift).put("count", 1);
            case "like" -> body.put("count", 1);
            case "member" -> body.put("event", line.kind().equals("leave") ? "leave" : "enter");
            case "system" -> body.put("event", "recorded").put("text", line.text());
            default -> comment(body, line);
        };
    }

    private static ObjectNode comment(ObjectNode body, RecordedLine line) {
        body.put("text", line.text());
        @Nullable String mode = mode(line.mode());
        if (mode != null) {
            body.put("mode", mode);
        }
        @Nullable Integer color = line.color();
        if (color != null) {
            body.put("color", color);
        }
        return body;
    }

    private static @Nullable String mode(@Nullable Integer recorded) {
        return recorded == null
                ? null
                : switch (recorded) {
                    case 4 -> "bottom";
                    case 5 -> "top";
                    default -> "scroll";
                };
    }
}
