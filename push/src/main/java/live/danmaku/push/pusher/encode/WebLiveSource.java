package live.danmaku.push.pusher.encode;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the web-live dialect needs of a message.
 *
 * @param id the message's
 * @param sentAt in ms since 1970
 */
record WebLiveSource(String id, String room, String user, String userName, long sentAt, JsonNode body) {

    /** Numbers that JavaScript keeps exactly. */
    private static final long NUMBERS = 1L << 48;

    static WebLiveSource of(JsonNode message) {
        JsonNode from = message.path("from");
        String user = from.path("uid").asString("");
        return new WebLiveSource(
                message.path("id").asString(""),
                message.path("room").asString(""),
                user,
                from.path("name").asString(user),
                message.path("sentAt").asLong(0),
                message.path("body"));
    }

    long roomNumber() {
        return number(room);
    }

    long userNumber() {
        return number(user);
    }

    /** A short hash of the sender, as eight hex digits. */
    String userHash() {
        return "%08x".formatted(user.hashCode());
    }

    /** A number is itself; of other texts it is one that is always the same and mostly of nobody else. */
    static long number(String text) {
        if (!text.isEmpty() && text.length() <= 14 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Long.parseLong(text);
        }
        long hash = 1_125_899_906_842_597L;
        for (int i = 0; i < text.length(); i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return text.isEmpty() ? 0 : Math.floorMod(hash ^ hash >>> 32, NUMBERS);
    }

    static ObjectNode noMedal() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("anchor_roomid", 0)
                .put("guard_level", 0)
                .put("icon_id", 0)
                .put("is_lighted", 0)
                .put("medal_color", 0)
                .put("medal_color_border", 0)
                .put("medal_color_end", 0)
                .put("medal_color_start", 0)
                .put("medal_level", 0)
                .put("medal_name", "")
                .put("special", "")
                .put("target_id", 0);
    }
}
