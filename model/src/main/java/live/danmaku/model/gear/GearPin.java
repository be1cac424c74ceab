package live.danmaku.model.gear;

/**
 * A gear that ops have chosen for a flow.
 *
 * @param until when it ends by itself, in ms since 1970 by the store's clock
 */
public record GearPin(Flow flow, Gear gear, long until) {}
