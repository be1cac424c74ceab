package live.danmaku.tools.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What came of a run. */
public final class FuzzReport {

    private static final long EXTRA_HEAP = 64L << 20;
    private static final long EXTRA_FILES = 40;
    private static final long EXTRA_THREADS = 30;
    private static final long LOG_BYTES_A_SECOND = 20_000;
    private static final double SLOWER = 1.5;

    /** Below this the ratio of two times is noise. */
    private static final long NOISE_US = 25_000;

    private final FuzzSettings settings;
    private final Tally tally;
    private final Histogram calm;
    private final Histogram attacked;
    private final Footprint before;
    private final Footprint after;
    private final boolean logIsClean;

    FuzzReport(
            FuzzSettings settings,
            Tally tally,
            Histogram calm,
            Histogram attacked,
            Footprint before,
            Footprint after,
            boolean logIsClean) {
        this.settings = settings;
        this.tally = tally;
        this.calm = calm;
        this.attacked = attacked;
        this.before = before;
        this.after = after;
        this.logIsClean = logIsClean;
    }

    /** How many inputs were sent. */
    public long inputs() {
        return tally.total();
    }

    /** All that is wrong, but for how much slower the victim was; empty when nothing is. */
    public List<String> findings() {
        List<String> findings = new ArrayList<>();
        tally.findings().forEach((text, times) -> findings.add(times + " x " + text));
        if (after.heapBytes() > before.heapBytes() + EXTRA_HEAP) {
            findings.add("heap: %,d bytes more than before (expected: at most %,d)"
                    .formatted(after.heapBytes() - before.heapBytes(), EXTRA_HEAP));
        }
        if (after.files() > before.files() + EXTRA_FILES) {
            findings.add("files: %d, %d before (expected: at most %d more)"
                    .formatted(after.files(), before.files(), EXTRA_FILES));
        }
        if (after.threads() > before.threads() + EXTRA_THREADS) {
            findings.add("threads: %d, %d before (expected: at most %d more)"
                    .formatted(after.threads(), before.threads(), EXTRA_THREADS));
        }
        if (logBytesPerSecond() > LOG_BYTES_A_SECOND) {
            findings.add("log: %,d bytes a second (expected: at most %,d)"
                    .formatted(logBytesPerSecond(), LOG_BYTES_A_SECOND));
        }
        if (!logIsClean) {
            findings.add("log: control characters");
        }
        return findings;
    }

    /** Whether the victim's p99 was more than 1.5 times that of the calm before. */
    public boolean isVictimSlower() {
        return attacked.getValueAtPercentile(99) > SLOWER * Math.max(NOISE_US, calm.getValueAtPercentile(99));
    }

    private long logBytesPerSecond() {
        return (after.logBytes() - before.logBytes())
                / Math.max(1, settings.length().toSeconds());
    }

    /** Tables for a person. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("%nseed %d, %,d inputs, %,d of them answered 503 with Retry-After%n%n"
                .formatted(settings.seed(), inputs(), tally.overloads()));
        text.append("%-10s %10s  answers (0: none)%n".formatted("kind", "inputs"));
        tally.statuses()
                .forEach((kind, counts) -> text.append(
                        "%-10s %,10d  %s%n".formatted(kind.name().toLowerCase(Locale.ROOT), total(counts), counts)));
        text.append("%n%-22s %12s %12s%n".formatted("", "before", "during/after"));
        row(text, "victim p50, ms", ms(calm, 50), ms(attacked, 50));
        row(text, "victim p99, ms", ms(calm, 99), ms(attacked, 99));
        row(text, "victim calls", "" + calm.getTotalCount(), "" + attacked.getTotalCount());
        row(text, "heap after GC, MB", mb(before.heapBytes()), mb(after.heapBytes()));
        row(text, "open files", "" + before.files(), "" + after.files());
        row(text, "threads", "" + before.threads(), "" + after.threads());
        row(text, "log, bytes a second", "", "%,d".formatted(logBytesPerSecond()));
        findings().forEach(finding -> text.append("%nFOUND %s".formatted(finding)));
        if (isVictimSlower()) {
            text.append("%nSLOWER the victim's p99 is more than %.1f times that of the calm before".formatted(SLOWER));
        }
        return text.append(findings().isEmpty() ? "%nnothing is wrong%n".formatted() : "%n".formatted())
                .toString();
    }

    private static void row(StringBuilder text, String name, String before, String after) {
        text.append("%-22s %12s %12s%n".formatted(name, before, after));
    }

    private static long total(Map<Integer, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String ms(Histogram times, double percentile) {
        return "%.1f".formatted(times.getValueAtPercentile(percentile) / 1_000.0);
    }

    private static String mb(long bytes) {
        return "%.1f".formatted(bytes / 1e6);
    }
}
