package live.danmaku.web.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How many connections somebody has, up to a limit. Whoever has none is forgotten. Thread-safe. */
public final class ConnectionCounts {

    private final int most;
    private final ConcurrentMap<String, Integer> counts = new ConcurrentHashMap<>();

    public ConnectionCounts(int most) {
        this.most = most;
    }

    /** One more, unless there are as many as may be; two that come at once for the last place may both be refused. */
    public boolean take(String who) {
        if (counts.merge(who, 1, Integer::sum) <= most) {
            return true;
        }
        giveBack(who);
        return false;
    }

    /** One that was taken is gone. */
    public void giveBack(String who) {
        counts.computeIfPresent(who, (key, count) -> count > 1 ? count - 1 : null);
    }

    /** How many have connections. */
    public int size() {
        return counts.size();
    }
}
