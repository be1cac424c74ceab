package live.danmaku.processor.append;

import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.FlowLoad;

/** What a lane measures of itself in a second. Owned by its lane. */
final class LaneLoad {

    private long appended;
    private long lagMs;

    void appended(int messages, long lag) {
        appended += messages;
        lagMs = Math.max(lagMs, lag);
    }

    /** What was measured; measuring begins anew. */
    FlowLoad take(Flow flow, long waiting) {
        FlowLoad load = new FlowLoad(flow, lagMs, appended, waiting);
        appended = 0;
        lagMs = 0;
        return load;
    }
}
