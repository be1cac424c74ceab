package live.danmaku.push.connector.edge.dialect;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.List;
import java.util.function.Function;
import live.danmaku.push.connector.edge.packet.BrokenProtocolException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON object that a client sent. */
final class Fields {

    private final ObjectNode object;

    private Fields(ObjectNode object) {
        this.object = object;
    }

    /** @throws BrokenProtocolException when the bytes are no JSON object */
    static Fields read(JsonMapper json, ByteBuf bytes) {
        try {
            if (json.readTree(ByteBufUtil.getBytes(bytes)) instanceof ObjectNode object) {
                return new Fields(object);
            }
        } catch (JacksonException e) {
            // Its text holds parts of the body, which is nobody else's business.
        }
        throw new BrokenProtocolException("body: %d bytes (expected: a JSON object)".formatted(bytes.readableBytes()));
    }

    boolean has(String name) {
        return object.has(name);
    }

    /**
     * A text or a number as text; null when it is missing.
     *
     * @throws IllegalArgumentException when it is something else
     */
    @Nullable
    String text(String name) {
        @Nullable JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.isString() || value.isIntegralNumber()) {
            return value.asString();
        }
        throw new IllegalArgumentException("%s: %s (expected: a text)".formatted(name, value.getNodeType()));
    }

    /** @throws IllegalArgumentException when it is missing or no text, or what {@code as} throws */
    <T> T required(String name, Function<String, T> as) {
        @Nullable String value = text(name);
        if (value == null) {
            throw new IllegalArgumentException("%s: none (expected: one)".formatted(name));
        }
        return as.apply(value);
    }

    /** Null when it is missing or empty. @throws IllegalArgumentException as {@code as} does, or when it is no text */
    <T> @Nullable T optional(String name, Function<String, T> as) {
        @Nullable String value = text(name);
        return value == null || value.isEmpty() ? null : as.apply(value);
    }

    /** The values of an array as texts; empty when it is missing or something else. */
    List<String> texts(String name) {
        @Nullable JsonNode value = object.get(name);
        return value == null || !value.isArray()
                ? List.of()
                : value.valueStream()
                        .filter(JsonNode::isValueNode)
                        .map(JsonNode::asString)
                        .toList();
    }

    boolean isTrue(String name) {
        @Nullable JsonNode value = object.get(name);
        return value != null && value.isBoolean() && value.booleanValue();
    }
}
