package live.danmaku.tools.history.check;

import java.io.PrintWriter;
import java.util.Map;
import live.danmaku.tools.history.record.Load;

/** Prints a {@link Verdict} for people: a table, what is wrong one by one, and one line that sums it up. */
public final class VerdictText {

    private static final int MOST_FINDINGS = 20;
    private static final String TIMES = "   %7s %7s %7s  %7s %7s";
    private static final int GOAL_SECONDS = 15;

    private VerdictText() {}

    public static void print(Verdict verdict, PrintWriter out) {
        StringBuilder head = new StringBuilder("%-26s %9s %9s".formatted("", "accepted", "visible"));
        for (Wrong what : Wrong.values()) {
            head.append("  ").append(what.title());
        }
        out.println(head + TIMES.formatted("p50 ms", "p99 ms", "max ms", "to 202", "to seen"));
        row("all", verdict.all(), out);
        for (Map.Entry<String, Tally> window : verdict.windows().entrySet()) {
            long count = verdict.windowCounts().getOrDefault(window.getKey(), 0L);
            row(window.getKey() + (count == 0 ? "" : " × " + count), window.getValue(), out);
        }
        out.println(
                "The times are from the 202 to the first sighting. A message counts in every kind of window that it was"
                        + " on its way in.");
        out.println(
                "to 202 and to seen: the longest from the first try to the 202, and from there to the first sighting,"
                        + " from when on everything was there that has no substitute (goal: " + GOAL_SECONDS + " s)");
        Verdict.Extent extent = verdict.extent();
        out.printf(
                "%d tries to send, %d messages refused, %d gifts accepted, %d pages read, %d streams ended,"
                        + " %d replays read, %d visits%n",
                extent.tries(),
                extent.refused(),
                extent.gifts(),
                extent.pages(),
                extent.endings(),
                extent.replays(),
                extent.visits());
        loads(verdict, out);
        verdict.explained().forEach((what, count) -> out.printf("  explained: %d %s%n", count, what));
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
        StringBuilder row = new StringBuilder("%-26s %9d %9d".formatted(name, tally.accepted(), tally.visible()));
        for (Wrong what : Wrong.values()) {
            row.append("  ").append(("%" + what.title().length() + "d").formatted(tally.count(what)));
        }
        out.println(row
                + TIMES.formatted(
                        ms(tally, 50),
                        ms(tally, 99),
                        ms(tally, 100),
                        seconds(tally.unansweredMs()),
                        seconds(tally.unseenMs())));
    }

    private static void loads(Verdict verdict, PrintWriter out) {
        verdict.loads().stream()
                .filter(Load::atEnd)
                .forEach(end -> verdict.loads().stream()
                        .filter(load -> !load.atEnd() && load.process().equals(end.process()))
                        .forEach(start -> out.printf(
                                "  memory of %-14s %4d MB at the start, %4d MB at the end; heap %3d and %3d MB%n",
                                end.process() + ":",
                                start.resident() / 1024,
                                end.resident() / 1024,
                                start.heap() >> 20,
                                end.heap() >> 20)));
    }

    private static String seconds(double ms) {
        return "%.1f s".formatted(ms / 1e3);
    }

    private static String ms(Tally tally, double percentile) {
        return "%.0f".formatted(tally.stalenessMs(percentile));
    }
}
