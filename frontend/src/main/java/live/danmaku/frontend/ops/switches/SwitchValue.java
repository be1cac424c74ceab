package live.danmaku.frontend.ops.switches;

import live.danmaku.model.ops.SwitchName;
import live.danmaku.web.ops.WholeNumber;
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A switch's value in JSON: true or false, or a whole number. */
final class SwitchValue {

    private SwitchValue() {}

    static JsonNode json(SwitchName name, long value) {
        return name.isFlag()
                ? JsonNodeFactory.instance.booleanNode(value == 1)
                : JsonNodeFactory.instance.numberNode(value);
    }

    /** @throws ApiException 400 when the switch has no such value */
    static long read(SwitchName name, @Nullable JsonNode value) {
        if (!name.isFlag()) {
            return WholeNumber.of("value", value, name.least(), name.most());
        }
        if (value == null || !value.isBoolean()) {
            throw ApiException.badRequest(
                    "value: %s (expected: true or false)".formatted(value == null ? "missing" : value));
        }
        return value.booleanValue() ? 1 : 0;
    }
}
