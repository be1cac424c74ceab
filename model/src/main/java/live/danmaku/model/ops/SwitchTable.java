package live.danmaku.model.ops;

import java.util.EnumMap;
import java.util.Map;

/**
 * The last change of each switch that was ever changed.
 *
 * @param now when this was so, in ms since 1970 by the store's clock
 */
public record SwitchTable(long now, Map<SwitchName, SwitchSetting> settings) {

    public static final SwitchTable EMPTY = new SwitchTable(0, Map.of());

    public SwitchTable {
        settings = Map.copyOf(settings);
    }

    /** @param moment in ms since 1970 by the store's clock */
    public Switches inForceAt(long moment) {
        Map<SwitchName, Long> values = new EnumMap<>(SwitchName.class);
        settings.forEach((name, setting) -> {
            Long value = setting.value();
            if (value != null && setting.isInForceAt(moment)) {
                values.put(name, value);
            }
        });
        return new Switches(values);
    }
}
