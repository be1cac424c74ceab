package live.danmaku.model.telemetry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;

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

    /** How many reporters are told apart; further ones share their numbers, so those that are told apart are distinct. */
    public static final int REPORTERS = 32;

    private static final String BY = "by.";

    /** A delay from here on is trouble. */
    private static final long LATE_MS = 500;

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

    /** Whether a delay is one of those that are counted by reporter as well. */
    public static boolean isLate(long ms) {
        return ms > LATE_MS;
    }

    /**
     * The name under which trouble is counted by who reported it, besides the name it has anyway: {@link #FAILED}, {@link #GAPS},
     * or {@link #delayed} of what {@link #isLate}.
     *
     * @param reporter 0 to {@link #REPORTERS} - 1
     */
    public static String by(int reporter, String name) {
        return BY + reporter + "." + name;
    }

    /** Whether a count is by reporter. It is the first to be left out where there is too much. */
    public static boolean isByReporter(String name) {
        return name.startsWith(BY);
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

    /**
     * What is left without the failed connects of those who reported the most of them. What nobody is known to have reported
     * counts as one reporter's.
     *
     * @param reporters how many of them are left out
     */
    public Tally withoutMostFailures(int reporters) {
        Map<String, Long> left = without(reporters, List.of(FAILED));
        left.put(CONNECTS, Math.max(0, connects() - failed() + left.getOrDefault(FAILED, 0L)));
        return new Tally(left);
    }

    /** The same of gaps. */
    public Tally withoutMostGaps(int reporters) {
        return new Tally(without(reporters, List.of(GAPS)));
    }

    /** The same of delays that are late. */
    public Tally withoutMostLate(int reporters) {
        return new Tally(without(
                reporters,
                LongStream.of(ENDS)
                        .filter(Tally::isLate)
                        .mapToObj(end -> DELAY_MS + end)
                        .toList()));
    }

    private Map<String, Long> without(int reporters, List<String> names) {
        List<Map<String, Long>> told = new ArrayList<>();
        Map<String, Long> unknown = new HashMap<>();
        names.forEach(name -> unknown.put(name, count(name)));
        for (int reporter = 0; reporter < REPORTERS; reporter++) {
            Map<String, Long> own = new HashMap<>();
            for (String name : names) {
                own.put(name, count(by(reporter, name)));
                unknown.merge(name, -count(by(reporter, name)), Long::sum);
            }
            told.add(own);
        }
        told.add(unknown);
        told.sort(Comparator.comparingLong(Tally::all).reversed());
        Map<String, Long> left = new HashMap<>(counts);
        told.subList(0, reporters)
                .forEach(own ->
                        own.forEach((name, count) -> left.merge(name, -count, (all, less) -> Math.max(0, all + less))));
        return left;
    }

    private static long all(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
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
