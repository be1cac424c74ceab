package live.danmaku.benchmarks.flood;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import live.danmaku.benchmarks.report.Figures;
import live.danmaku.benchmarks.report.Median;
import live.danmaku.benchmarks.report.Table;
import live.danmaku.benchmarks.write.Visibility;

/** What {@code bench flood} prints: a row for each flood, medians of its rounds. The first flood is what others are compared with. */
final class FloodReport {

    private final Map<String, List<FloodRound>> rounds = new LinkedHashMap<>();

    void add(String flood, FloodRound round) {
        rounds.computeIfAbsent(flood, fresh -> new ArrayList<>()).add(round);
    }

    /** @return whether all is right: every accepted message was seen, once, and no answer was wrong */
    boolean print(PrintWriter out, Visibility gifts, Visibility comments) {
        Table table = new Table(
                "gifts",
                "gifts/s",
                "comments/s",
                "202 p50 ms",
                "202 p99 ms",
                "202 to visible p50 ms",
                "p99 ms",
                "most ms",
                "p99 to alone's",
                "rounds, p99 each");
        List<FloodRound> alone = rounds.values().iterator().next();
        rounds.forEach((flood, all) -> table.row(
                flood,
                Figures.count(median(all, FloodRound::giftsPerSecond)),
                Figures.count(median(all, FloodRound::commentsPerSecond)),
                Figures.millis(median(all, round -> round.accepted().p50())),
                Figures.millis(median(all, round -> round.accepted().p99())),
                Figures.millis(median(all, round -> round.visible().p50())),
                Figures.millis(median(all, round -> round.visible().p99())),
                Figures.millis(all.stream()
                        .mapToDouble(round -> round.visible().most())
                        .max()
                        .orElse(Double.NaN)),
                Figures.ratio(Median.of(IntStream.range(0, all.size())
                        .mapToObj(i -> all.get(i).visible().p99()
                                / alone.get(i).visible().p99())
                        .toList())),
                all.stream().map(round -> Figures.millis(round.visible().p99())).collect(Collectors.joining(" "))));
        table.print(out);
        out.println();
        long wrong = rounds.values().stream()
                .flatMap(List::stream)
                .mapToLong(FloodRound::wrong)
                .sum();
        boolean right = wrong == 0;
        right &= isComplete(out, "gifts", gifts);
        right &= isComplete(out, "comments", comments);
        out.flush();
        return right;
    }

    private static double median(List<FloodRound> rounds, ToDoubleFunction<FloodRound> figure) {
        return Median.of(
                rounds.stream().map(round -> figure.applyAsDouble(round)).toList());
    }

    private static boolean isComplete(PrintWriter out, String what, Visibility seen) {
        out.printf(
                "%,d %s accepted, %,d visible, %,d twice%n", seen.accepted(), what, seen.visible(), seen.duplicates());
        return seen.accepted() == seen.visible() && seen.duplicates() == 0;
    }
}
