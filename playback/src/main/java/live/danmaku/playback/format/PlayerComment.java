package live.danmaku.playback.format;

import live.danmaku.model.archive.ArchivedMessage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A comment as players draw it.
 *
 * @param videoMs when, in ms of the video; what was said before the video begins is drawn at its beginning
 * @param mode 1 across, 4 at the bottom, 5 at the top; recordings may hold others
 * @param size of the letters; 25 is the usual one
 * @param color red, green and blue, 0 to 0xFFFFFF
 * @param sentAt in ms since 1970
 */
public record PlayerComment(
        long videoMs, int mode, int size, int color, long sentAt, String user, String id, String text) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int USUAL_SIZE = 25;
    private static final int WHITE = 0xFFFFFF;

    /** @param offsetMs how much later than the video the stream begins */
    public static PlayerComment of(ArchivedMessage message, long offsetMs) {
        JsonNode json = JSON.readTree(message.payload());
        JsonNode body = json.path("body");
        return new PlayerComment(
                Math.max(0, message.at() + offsetMs),
                mode(body.path("mode")),
                body.path("size").asInt(USUAL_SIZE),
                body.path("color").asInt(WHITE),
                json.path("sentAt").asLong(0),
                json.path("from").path("uid").asString(""),
                message.id().value(),
                body.path("text").asString(""));
    }

    private static int mode(JsonNode mode) {
        if (mode.isNumber()) {
            return mode.asInt();
        }
        return switch (mode.asString("scroll")) {
            case "bottom" -> 4;
            case "top" -> 5;
            default -> 1;
        };
    }

    /** As players print it: in seconds, with the ms behind the point. */
    String seconds() {
        String ms = Long.toString(videoMs % 1_000);
        return videoMs / 1_000 + "." + "0".repeat(3 - ms.length()) + ms;
    }
}
