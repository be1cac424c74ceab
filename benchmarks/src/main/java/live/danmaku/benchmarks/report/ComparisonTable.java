package live.danmaku.benchmarks.report;

import java.io.PrintWriter;
import java.util.function.ToDoubleFunction;

/** Candidates beside one another: the medians of their rounds, and a ratio between them. */
public final class ComparisonTable {

    private final Table table;
    private final ToDoubleFunction<Candidate> ratio;
    private long wrong;

    /**
     * @param perSecond the head over what is done in a second, such as {@code answers/s}
     * @param ratioName the head over {@code ratio}
     */
    public ComparisonTable(String title, String perSecond, String ratioName, ToDoubleFunction<Candidate> ratio) {
        this.table = new Table(
                title,
                perSecond,
                "p50 ms",
                "p99 ms",
                "per server CPU-s",
                ratioName,
                "wrong answers",
                "rounds, each per s");
        this.ratio = ratio;
    }

    public void add(Candidate candidate) {
        table.row(
                candidate.name(),
                Figures.count(candidate.median(Round::perSecond)),
                Figures.millis(candidate.median(Round::p50)),
                Figures.millis(candidate.median(Round::p99)),
                Figures.count(candidate.median(Round::perCpuSecond)),
                Figures.ratio(ratio.applyAsDouble(candidate)),
                Long.toString(candidate.wrong()),
                candidate.perSecondOfRounds());
        wrong += candidate.wrong();
    }

    /** Wrong answers of all candidates together. */
    public long wrong() {
        return wrong;
    }

    public void print(PrintWriter out) {
        table.print(out);
    }
}
