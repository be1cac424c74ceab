package live.danmaku.model.gear;

/**
 * What processors measured of a flow in the last second.
 *
 * @param lagMs now minus acceptance, the highest of what was appended
 * @param ratePerS messages appended in a second
 * @param waiting records that a processor has and that wait for the append
 */
public record FlowLoad(Flow flow, long lagMs, long ratePerS, long waiting) {

    /** Of a flow that nothing was measured of. */
    public static FlowLoad none(Flow flow) {
        return new FlowLoad(flow, 0, 0, 0);
    }

    /** What two processors measured of the same flow. */
    public FlowLoad and(FlowLoad other) {
        return new FlowLoad(flow, Math.max(lagMs, other.lagMs), ratePerS + other.ratePerS, waiting + other.waiting);
    }
}
