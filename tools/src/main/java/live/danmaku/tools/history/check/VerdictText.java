package live.danmaku.tools.history.check;

import java.io.PrintWriter;
import java.util.Map;

/** Prints a {@link Verdict} for people: a table, what is wrong one by one, and one line that sums it up. */
public final class VerdictText {

    private static final int MOST_FINDINGS = 20;

    private VerdictText() {}

    public static void print(Verdict verdict, PrintWriter out) {
        StringBuilder head = new StringBuilder("%-18s %9s %9s".formatted("", "accepted", "visible"));
        for (Wrong what : Wrong.values()) {
            head.append("  ").append(what.title());
        }
        out.println(head + "   202 to seen, ms: p50      p99      max");
        row("all", verdict.all(), out);
        for (Map.Entry<String, Tally> window : verdict.windows().entrySet()) {
            long count = verdict.windowCounts().getOrDefault(window.getKey(), 0L);
            row(window.getKey() + (count == 0 ? "" : " × " + count), window.getValue(), out);
        }
        Verdict.Extent extent = verdict.extent();
        out.printf(
                "%d tries to send, %d pages read, %d gifts accepted", extent.tries(), extent.pages(), extent.gifts());
        out.println("; a message counts in every kind of window it was on its way in");
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
        StringBuilder row = new StringBuilder("%-18s %9d %9d".formatted(name, tally.accepted(), tally.visible()));
        for (Wrong what : Wrong.values()) {
            row.append("  ").append(("%" + what.title().length() + "d").formatted(tally.count(what)));
        }
        out.println(row
                + "                  %6.0f   %6.0f   %6.0f"
                        .formatted(tally.stalenessMs(50), tally.stalenessMs(99), tally.stalenessMs(100)));
    }
}
