package live.danmaku.tools.feed;

import java.io.PrintWriter;
import java.util.Map;

/** Prints a {@link Summary} for people. */
final class SummaryText {

    private static final int MOST_REASONS = 20;

    private SummaryText() {}

    /** @param timed whether the messages had times to be sent at */
    static void print(Summary summary, boolean timed, PrintWriter out) {
        double seconds = Math.max(1e-3, summary.feeding().toNanos() / 1e9);
        row(out, "lines", Integer.toString(summary.lines()));
        row(out, "accepted", Integer.toString(summary.accepted() + summary.mergeable()));
        row(out, "rejected", Long.toString(summary.rejected()));
        reasons(out, summary.rejections());
        if (!summary.unclear().isEmpty()) {
            row(out, "unclear", "given up without a clear answer");
            reasons(out, summary.unclear());
        }
        row(out, "repeated", summary.repeats() + " tries, after 429, 5xx or no answer");
        row(out, "visible", "%d of %d".formatted(summary.visible(), summary.accepted()));
        if (summary.mergeable() > 0) {
            row(out, "", summary.mergeable() + " likes and gifts are not counted, because the server may merge them");
        }
        row(out, "missing", Integer.toString(summary.missing()));
        row(out, "duplicates", Integer.toString(summary.duplicates()));
        row(out, "order", summary.oneOrder() ? "the same for two readers" : "NOT the same for two readers");
        if (summary.latencyMicros().getTotalCount() > 0) {
            row(
                    out,
                    "202 to visible",
                    "p50 %.1f ms, p99 %.1f ms, most %.1f ms"
                            .formatted(
                                    summary.latencyMicros().getValueAtPercentile(50) / 1e3,
                                    summary.latencyMicros().getValueAtPercentile(99) / 1e3,
                                    summary.latencyMicros().getMaxValue() / 1e3));
        }
        row(
                out,
                "rate",
                "%.0f messages/s in %.1f s".formatted((summary.accepted() + summary.mergeable()) / seconds, seconds));
        if (timed) {
            row(
                    out,
                    "timetable",
                    "at most %.1f s behind".formatted(summary.mostBehind().toNanos() / 1e9));
        }
        row(
                out,
                "verdict",
                summary.isGood()
                        ? "good: every accepted message is visible once, in one order"
                        : "BAD: " + String.join("; ", summary.faults()));
        out.flush();
    }

    private static void reasons(PrintWriter out, Map<String, Long> reasons) {
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_REASONS)
                .forEach(reason -> row(out, "", reason.getValue() + " × " + reason.getKey()));
        if (reasons.size() > MOST_REASONS) {
            row(out, "", "and %d other reasons".formatted(reasons.size() - MOST_REASONS));
        }
    }

    private static void row(PrintWriter out, String name, String value) {
        out.printf("%-15s %s%n", name, value);
    }
}
