package live.danmaku.frontend.send;

import java.util.Map;
import live.danmaku.model.SafeText;
import live.danmaku.web.problem.ApiException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The body of a status update: a key and a value, any JSON, all texts of which are {@link SafeText}. */
final class StatusBody {

    static final int MOST_KEY_CHARACTERS = 64;
    static final int MOST_VALUE_CHARACTERS = 1_000;

    private StatusBody() {}

    /**
     * @return the body as it is stored
     * @throws ApiException 400 when the key shows nothing, or one of the two is missing or too long
     */
    static ObjectNode clean(ObjectNode fields) {
        String sent = MessageBodies.text(fields, "key");
        requireLength(sent);
        String key = SafeText.clean(sent);
        requireLength(key);
        JsonNode value = fields.get("value");
        if (value == null || value.toString().length() > MOST_VALUE_CHARACTERS) {
            throw ApiException.badRequest("value: %s (expected: JSON of at most %d characters)"
                    .formatted(value == null ? "missing" : "too long", MOST_VALUE_CHARACTERS));
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("key", key);
        body.set("value", clean(value));
        return body;
    }

    private static void requireLength(String key) {
        if (key.isEmpty() || key.length() > MOST_KEY_CHARACTERS) {
            throw ApiException.badRequest(
                    "key: %d characters (expected: 1 to %d)".formatted(key.length(), MOST_KEY_CHARACTERS));
        }
    }

    /** How deep a value may be is limited where it is parsed. */
    private static JsonNode clean(JsonNode value) {
        if (value.isString()) {
            return JsonNodeFactory.instance.stringNode(SafeText.clean(value.stringValue()));
        }
        if (value.isArray()) {
            ArrayNode clean = JsonNodeFactory.instance.arrayNode(value.size());
            value.forEach(item -> clean.add(clean(item)));
            return clean;
        }
        if (value.isObject()) {
            ObjectNode clean = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                clean.set(SafeText.clean(field.getKey()), clean(field.getValue()));
            }
            return clean;
        }
        return value;
    }
}
