package live.danmaku.model.gear;

/**
 * What processors measured of a flow in the last second.
 *
 * @param lagMs now minus acceptance, the highest of what was appended
 * @param arrivalLagMs the same where records came from Kafka: what of the lag was spent before a processor had them
 * @param ratePerS messages appended in a second
 * @param waiting records that a processor has and that wait for the append
 */
public record FlowLoad(Flow flow, long lagMs, long arrivalLagMs, long ratePerS, long waiting) {

    /** What two processors measured of the same flow. */
    public FlowLoad and(FlowLoad other) {
        return new FlowLoad(
                flow,
                Math.max(lagMs, other.lagMs),
                Math.max(arrivalLagMs, other.arrivalLagMs),
                ratePerS + other.ratePerS,
                waiting + other.waiting);
    }
}
