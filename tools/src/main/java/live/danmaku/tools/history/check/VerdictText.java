package live.danmaku.tools.history.check;

import java.io.PrintWriter;
import java.util.Map;

/** Prints a {@link Verdict} for people: a table, what is wrong one by one, and one line that sums it up. */
public final class VerdictText {

    private static final int MOST_FINDINGS = 20;
    private static final String TIMES = "   %7s %7s %7s";

    private VerdictText() {}

    public static void print(Verdict verdict, PrintWriter out) {
        StringBuilder head = new StringBuilder("%-12s %9s %9s".formatted("", "accepted", "visible"));
        for (Wrong what : Wrong.values()) {
            head.append("  ").append(what.title());
        }
        out.println(head + TIMES.formatted("p50 ms", "p99 ms", "max ms"));
        row("all", verdict.all(), out);
        for (Map.Entry<String, Tally> window : verdict.windows().entrySet()) {
            long count = verdict.windowCounts().getOrDefault(window.getKey(), 0L);
            row(window.getKey() + (count == 0 ? "" : " × " + count), window.getValue(), out);
        }
        out.println(
                "The times are from the 202 to the first sighting. A message counts in every kind of window that it was"
                        + " on its way in.");
        Verdict.Extent extent = verdict.extent();
        out.printf(
                "%d tries to send, %d messages refused, %d gifts accepted, %d pages read%n",
                extent.tries(), extent.refused(), extent.gifts(), extent.pages());
        verdict.findings().stream()
                .limit(MOST_FINDINGS)
                .forEach(finding -> out.println("  " + finding.wrong().title() + ": " + finding.text()));
        if (verdict.findings().size() > MOST_FINDINGS) {
            out.printf("  and %d more%n", verdict.findings().size() - MOST_FINDINGS);
        }
        verdict.notJudged().forEach(reason -> out.println("  not judged: " + reason));
        out.println(
                verdict.isGood()
                        ? "verdict: good: every accepted message is visible once, in one order, to every reader"
                        : "verdict: BAD");
        out.flush();
    }

    private static void row(String name, Tally tally, PrintWriter out) {
        StringBuilder row = new StringBuilder("%-12s %9d %9d".formatted(name, tally.accepted(), tally.visible()));
        for (Wrong what : Wrong.values()) {
            row.append("  ").append(("%" + what.title().length() + "d").formatted(tally.count(what)));
        }
        out.println(row + TIMES.formatted(ms(tally, 50), ms(tally, 99), ms(tally, 100)));
    }

    private static String ms(Tally tally, double percentile) {
        return "%.0f".formatted(tally.stalenessMs(percentile));
    }
}
