package live.danmaku.frontend.ops.switches;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import live.danmaku.model.ops.SwitchName;
import live.danmaku.model.ops.SwitchSetting;
import live.danmaku.model.ops.SwitchTable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A switch as ops see it. While it has its default, {@code until}, {@code reason} and {@code who} are left out.
 *
 * @param value what is in force
 * @param standard what holds while nothing is set
 * @param until when that ends, in ms since 1970; left out when it lasts until it is changed
 * @param version that of the last change, also when it has ended; 0 when there was none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SwitchRow(
        String name,
        @Schema(oneOf = {Boolean.class, Long.class}) JsonNode value,

        @Schema(oneOf = {Boolean.class, Long.class}) @JsonProperty("default")
        JsonNode standard,

        @Nullable Long until,
        @Nullable String reason,
        @Nullable String who,
        long version) {

    /** @param pollInterval what the settings say */
    static SwitchRow of(SwitchName name, SwitchTable table, Duration pollInterval) {
        JsonNode standard =
                SwitchValue.json(name, name == SwitchName.POLL_INTERVAL ? pollInterval.toMillis() : name.most());
        @Nullable SwitchSetting last = table.settings().get(name);
        @Nullable Long value = last == null || !last.isInForceAt(table.now()) ? null : last.value();
        if (last == null || value == null) {
            return new SwitchRow(
                    name.wireName(), standard, standard, null, null, null, last == null ? 0 : last.version());
        }
        return new SwitchRow(
                name.wireName(),
                SwitchValue.json(name, value),
                standard,
                last.until() == 0 ? null : last.until(),
                last.why(),
                last.who(),
                last.version());
    }
}
