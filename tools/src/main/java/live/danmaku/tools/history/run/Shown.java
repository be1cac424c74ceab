package live.danmaku.tools.history.run;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import live.danmaku.tools.history.record.Seen;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes a history's messages of a server's. */
final class Shown {

    private Shown() {}

    /** Its name only. */
    static Seen brief(JsonNode message) {
        return new Seen(message.path("id").asString(""), message.path("type").asString(""));
    }

    /** With its bytes' sum, and what it says where that is judged. */
    static Seen whole(JsonNode message) {
        CRC32 sum = new CRC32();
        sum.update(message.toString().getBytes(StandardCharsets.UTF_8));
        return new Seen(
                message.path("id").asString(""),
                message.path("type").asString(""),
                "%08x".formatted(sum.getValue()),
                what(message),
                message.path("at").asLong(0));
    }

    private static @Nullable String what(JsonNode message) {
        String uid = message.path("from").path("uid").asString("");
        JsonNode body = message.path("body");
        return switch (message.path("type").asString("")) {
            case "member" -> body.path("event").asString("") + " " + uid;
            case "gift" -> uid + " " + body.path("value").asLong(0);
            default -> null;
        };
    }
}
