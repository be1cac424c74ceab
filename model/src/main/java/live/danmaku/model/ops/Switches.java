package live.danmaku.model.ops;

import java.time.Duration;
import java.util.Map;
import live.danmaku.model.MessageType;

/**
 * What ops have switched and is in force.
 *
 * @param values of the switches that are set
 */
public record Switches(Map<SwitchName, Long> values) {

    /** Nothing is set. */
    public static final Switches NONE = new Switches(Map.of());

    public Switches {
        values = Map.copyOf(values);
    }

    /** Whether clients may send messages of a type. */
    public boolean acceptsType(MessageType type) {
        return isOn(SwitchName.of(type));
    }

    /** @param standard what holds while nothing is set */
    public Duration pollInterval(Duration standard) {
        Long ms = values.get(SwitchName.POLL_INTERVAL);
        return ms == null ? standard : Duration.ofMillis(ms);
    }

    /** How many of a hundred messages of priority P3 readers get. */
    public int samplePercent() {
        return (int) value(SwitchName.SAMPLE_PERCENT);
    }

    public boolean hotRooms() {
        return isOn(SwitchName.HOT_ROOMS);
    }

    public boolean push() {
        return isOn(SwitchName.PUSH);
    }

    public boolean broadcast() {
        return isOn(SwitchName.BROADCAST);
    }

    public boolean replay() {
        return isOn(SwitchName.REPLAY);
    }

    public boolean guard() {
        return isOn(SwitchName.GUARD);
    }

    private boolean isOn(SwitchName name) {
        return value(name) == 1;
    }

    private long value(SwitchName name) {
        return values.getOrDefault(name, name.most());
    }
}
