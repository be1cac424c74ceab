package live.danmaku.client;

import tools.jackson.databind.JsonNode;

/** A message as the room's log has it. */
public record Message(String id, String type, JsonNode json) {

    static Message of(JsonNode json) {
        return new Message(json.path("id").asString(""), json.path("type").asString(""), json);
    }
}
