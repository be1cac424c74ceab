package live.danmaku.db.redis;

import java.util.ArrayList;
import java.util.List;
import live.danmaku.model.NodeId;
import live.danmaku.model.route.NodeAddress;
import live.danmaku.model.route.NodeLoad;
import live.danmaku.model.route.NodeState;
import live.danmaku.model.route.NodeStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A node's status as JSON. Fields that this version does not know are passed over. */
final class NodeText {

    private static final JsonMapper JSON = JsonMapper.shared();

    private NodeText() {}

    static String of(NodeStatus node) {
        ObjectNode json = JSON.createObjectNode()
                .put("id", node.id().value())
                .put("state", node.state().wireName())
                .put("label", node.label())
                .put("region", node.region())
                .put("sessions", node.load().sessions())
                .put("capacity", node.load().capacity())
                .put("backlogBytes", node.load().backlogBytes())
                .put("cpu", node.load().cpu())
                .put("bytesPerSecond", node.load().bytesPerSecond());
        write(json.putArray("ws"), node.ws());
        write(json.putArray("tcp"), node.tcp());
        return json.toString();
    }

    private static void write(ArrayNode array, List<NodeAddress> addresses) {
        addresses.forEach(address -> array.add(address.toString()));
    }

    static NodeStatus parse(byte[] text) {
        JsonNode json = JSON.readTree(text);
        return new NodeStatus(
                new NodeId(json.required("id").asString()),
                NodeState.of(json.required("state").asString()),
                json.required("label").asString(),
                json.required("region").asString(),
                addresses(json.required("ws")),
                addresses(json.required("tcp")),
                new NodeLoad(
                        json.required("sessions").asInt(),
                        json.required("capacity").asInt(),
                        json.required("backlogBytes").asLong(),
                        json.required("cpu").asDouble(),
                        json.required("bytesPerSecond").asLong()));
    }

    private static List<NodeAddress> addresses(JsonNode array) {
        List<NodeAddress> addresses = new ArrayList<>();
        array.forEach(text -> addresses.add(NodeAddress.parse(text.asString())));
        return addresses;
    }
}
