package live.danmaku.tools.history.check;

import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The figures of one kind of time: of the whole run, of one kind of fault window, or of the calm between. */
public final class Tally {

    private final Map<Wrong, Integer> wrong = new EnumMap<>(Wrong.class);
    private final Histogram staleness = new Histogram(3);
    private int accepted;
    private int visible;

    void accepted(boolean isVisible) {
        accepted++;
        visible += isVisible ? 1 : 0;
    }

    void stale(long micros) {
        staleness.recordValue(Math.max(0, micros));
    }

    void found(Wrong what) {
        wrong.merge(what, 1, Integer::sum);
    }

    /** Messages answered 202 that must be visible once. */
    public int accepted() {
        return accepted;
    }

    /** Those of them that are in the timeline. */
    public int visible() {
        return visible;
    }

    public int count(Wrong what) {
        return wrong.getOrDefault(what, 0);
    }

    /** In ms, from the 202 to the first answer that showed the message to any live reader; 0 when that came first. */
    public double stalenessMs(double percentile) {
        return staleness.getValueAtPercentile(percentile) / 1e3;
    }
}
