package live.danmaku.model.telemetry;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a cohort reported, counted. Times are counted in buckets, so that the tallies of several processes and times add up.
 *
 * @param counts by name; what is not there is 0
 */
public record Tally(Map<String, Long> counts) {

    public static final Tally NONE = new Tally(Map.of());

    public static final String CONNECTS = "connects";
    public static final String FAILED = "failed";
    public static final String DISCONNECTS = "disconnects";
    public static final String GAPS = "gaps";
    public static final String MISSED = "missed";

    private static final String CONNECT_MS = "connect.";
    private static final String DELAY_MS = "delay.";

    /** The buckets' upper ends, in ms; the last one is for all that is longer. */
    private static final long[] ENDS = {
        10, 20, 50, 100, 200, 300, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 7_500, 10_000, 20_000, 60_000
    };

    public Tally {
        counts = Map.copyOf(counts);
    }

    /** The name under which a successful connect that took so long is counted, besides {@link #CONNECTS}. */
    public static String connectTook(long ms) {
        return CONNECT_MS + endOf(ms);
    }

    /** The name under which a message that was so late is counted. */
    public static String delayed(long ms) {
        return DELAY_MS + endOf(ms);
    }

    private static long endOf(long ms) {
        for (long end : ENDS) {
            if (ms <= end) {
                return end;
            }
        }
        return ENDS[ENDS.length - 1];
    }

    public static Tally sum(Collection<Tally> tallies) {
        Map<String, Long> sums = new HashMap<>();
        tallies.forEach(tally -> tally.counts.forEach((name, count) -> sums.merge(name, count, Long::sum)));
        return new Tally(sums);
    }

    private long count(String name) {
        return counts.getOrDefault(name, 0L);
    }

    /** Connects tried. */
    public long connects() {
        return count(CONNECTS);
    }

    /** Those of them that failed. */
    public long failed() {
        return count(FAILED);
    }

    public long disconnects() {
        return count(DISCONNECTS);
    }

    /** How often a client was told that messages may be missing, or saw so. */
    public long gaps() {
        return count(GAPS);
    }

    /** How many messages were said to be missing. */
    public long missed() {
        return count(MISSED);
    }

    /** How often a delay was reported. */
    public long delays() {
        return total(DELAY_MS);
    }

    /** Connects that did not fail, in percent; 100 when there were none. */
    public double success() {
        return connects() == 0 ? 100 : 100.0 * (connects() - failed()) / connects();
    }

    /** Gaps in a hundred reports of delay, which clients make at a steady pace; 0 without any. */
    public double gapRate() {
        return delays() == 0 ? 0 : 100.0 * gaps() / delays();
    }

    /** The end of the bucket that a quantile of the times to connect is in, in ms; empty when none was told. */
    public OptionalLong connectMs(double quantile) {
        return quantile(CONNECT_MS, quantile);
    }

    /** The same of the delays. */
    public OptionalLong delayMs(double quantile) {
        return quantile(DELAY_MS, quantile);
    }

    private long total(String kind) {
        long total = 0;
        for (long end : ENDS) {
            total += count(kind + end);
        }
        return total;
    }

    private OptionalLong quantile(String kind, double quantile) {
        long total = total(kind);
        long below = 0;
        for (long end : ENDS) {
            below += count(kind + end);
            if (total > 0 && below >= quantile * total) {
                return OptionalLong.of(end);
            }
        }
        return OptionalLong.empty();
    }
}
