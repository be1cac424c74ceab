package live.danmaku.processor.append;

import java.util.concurrent.TimeUnit;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.FlowLoad;

/** What a lane measures of itself between two questions. Owned by its lane. */
final class LaneLoad {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long since = System.nanoTime();
    private long appended;
    private long lagMs;

    void appended(int messages, long lag) {
        appended += messages;
        lagMs = Math.max(lagMs, lag);
    }

    /** What was measured; measuring begins anew. */
    FlowLoad take(Flow flow, long waiting) {
        long now = System.nanoTime();
        long ratePerS = appended * SECOND / Math.max(SECOND, now - since);
        FlowLoad load = new FlowLoad(flow, lagMs, ratePerS, waiting);
        since = now;
        appended = 0;
        lagMs = 0;
        return load;
    }
}
