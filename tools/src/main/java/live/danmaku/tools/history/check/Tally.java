package live.danmaku.tools.history.check;

import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The figures of one kind of time: of the whole run, of one kind of fault window, or of the calm between. */
public final class Tally {

    private final Map<Wrong, Integer> wrong = new EnumMap<>(Wrong.class);
    private final Histogram staleness = new Histogram(3);
    private long longestUnanswered;
    private long longestUnseen;
    private int accepted;
    private int visible;

    void accepted(boolean isVisible) {
        accepted++;
        visible += isVisible ? 1 : 0;
    }

    /** @param whole the same, less the time in which something was away that nothing can take the place of */
    void stale(long micros, long whole) {
        staleness.recordValue(Math.max(0, micros));
        longestUnseen = Math.max(longestUnseen, whole);
    }

    /** @param whole from the first try to the 202, less that time */
    void answered(long whole) {
        longestUnanswered = Math.max(longestUnanswered, whole);
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

    /** In ms, from a first try to the 202, or from when everything was there that has no substitute; the longest. */
    public double unansweredMs() {
        return longestUnanswered / 1e3;
    }

    /** The same from the 202 to the first sighting. */
    public double unseenMs() {
        return longestUnseen / 1e3;
    }
}
