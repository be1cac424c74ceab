package live.danmaku.tools.fuzz;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON bodies with the right names and wrong values, or wrong altogether. Not thread-safe. */
final class HostileJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> TYPES =
            List.of("comment", "gift", "like", "member", "status", "system", "Comment", "x");
    private static final List<String> NAMES = List.of(
            "text", "gift", "count", "combo", "final", "key", "value", "event", "color", "mode", "uid", "name", "roles",
            "id", "room");

    private final Hostile hostile;

    HostileJson(Hostile hostile) {
        this.hostile = hostile;
    }

    /** @param names what an object of this operation has */
    String body(List<String> names) {
        return switch (hostile.below(12)) {
            case 0 -> hostile.text();
            case 1 -> "[".repeat(1 + hostile.below(5_000));
            case 2 -> "{\"a\":".repeat(1 + hostile.below(500)) + "1" + "}".repeat(1 + hostile.below(500));
            case 3 -> "\"" + "x".repeat(hostile.below(40_000)) + "\"";
            case 4 -> JSON.writeValueAsString(array(names, 2));
            case 5 -> cut(JSON.writeValueAsString(object(names, 2)));
            default -> JSON.writeValueAsString(object(names, 2));
        };
    }

    private String cut(String text) {
        return text.substring(0, hostile.below(text.length() + 1));
    }

    private ArrayNode array(List<String> names, int depth) {
        ArrayNode array = NODES.arrayNode();
        for (int i = hostile.below(120); i > 0; i--) {
            array.add(object(names, depth - 1));
        }
        return array;
    }

    private ObjectNode object(List<String> names, int depth) {
        ObjectNode object = NODES.objectNode();
        names.stream().filter(name -> !hostile.oneIn(5)).forEach(name -> object.set(name, value(name, depth)));
        if (names.isEmpty() || hostile.oneIn(4)) {
            object.set(hostile.oneOf(NAMES), value("", depth));
        }
        return object;
    }

    private JsonNode value(String name, int depth) {
        if (name.equals("type") && !hostile.oneIn(4)) {
            return NODES.stringNode(hostile.oneOf(TYPES));
        }
        if (name.equals("body") && depth > 0 && !hostile.oneIn(4)) {
            return object(NAMES.subList(0, 10), depth - 1);
        }
        return switch (hostile.below(9)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(hostile.oneIn(2));
            case 2 -> NODES.numberNode(hostile.below(1_000));
            case 3 -> NODES.numberNode(Long.MAX_VALUE - hostile.below(2));
            case 4 -> NODES.numberNode(-1.5e300);
            case 5 -> depth > 0 ? array(List.of("uid", "word"), depth) : NODES.arrayNode();
            case 6 -> depth > 0 ? object(NAMES, depth - 1) : NODES.objectNode();
            default -> NODES.stringNode(hostile.text());
        };
    }
}
