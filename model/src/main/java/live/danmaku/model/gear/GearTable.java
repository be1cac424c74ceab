package live.danmaku.model.gear;

import java.util.Map;

/**
 * The gears of all flows at one moment.
 *
 * @param now that moment, in ms since 1970 by the store's clock
 * @param states of flows that were ever in another gear than the first, within the last day
 * @param pins that have not ended
 */
public record GearTable(long now, Map<Flow, GearState> states, Map<Flow, GearPin> pins) {

    public static final GearTable EMPTY = new GearTable(0, Map.of(), Map.of());

    public GearTable {
        states = Map.copyOf(states);
        pins = Map.copyOf(pins);
    }

    public GearState of(Flow flow) {
        GearState state = states.get(flow);
        return state == null ? GearState.first(flow) : state;
    }
}
