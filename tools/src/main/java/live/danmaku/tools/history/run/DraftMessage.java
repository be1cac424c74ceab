package live.danmaku.tools.history.run;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message that a writer sends, as often as it must.
 *
 * @param value what a gift is worth, else 0
 */
record DraftMessage(String room, String type, String id, long value, String json) {

    static DraftMessage comment(String room, String id) {
        return of(room, "comment", id, 0, JsonNodeFactory.instance.objectNode().put("text", "this is " + id));
    }

    static DraftMessage system(String room, String id) {
        return of(room, "system", id, 0, JsonNodeFactory.instance.objectNode().put("event", "checked"));
    }

    static DraftMessage gift(String room, String id, GiftPrice gift, int count) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("gift", gift.id()).put("count", count);
        return of(room, "gift", id, gift.value() * count, body);
    }

    private static DraftMessage of(String room, String type, String id, long value, ObjectNode body) {
        ObjectNode message =
                JsonNodeFactory.instance.objectNode().put("type", type).put("id", id);
        message.set("body", body);
        return new DraftMessage(room, type, id, value, message.toString());
    }

    String path() {
        return "/v1/rooms/" + room + "/messages";
    }
}
