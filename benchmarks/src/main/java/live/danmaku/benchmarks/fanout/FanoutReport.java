package live.danmaku.benchmarks.fanout;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import live.danmaku.benchmarks.report.Figures;
import live.danmaku.benchmarks.report.Median;
import live.danmaku.benchmarks.report.Table;

/** One case's rounds as a table. */
final class FanoutReport {

    private final Map<String, List<FanoutRound>> rounds = new LinkedHashMap<>();

    void add(String broadcaster, FanoutRound round) {
        rounds.computeIfAbsent(broadcaster, name -> new ArrayList<>()).add(round);
    }

    /** Ratios are to the first broadcaster, within a round. */
    void print(PrintWriter out) {
        Table table = new Table(
                "broadcaster",
                "deliveries/s",
                "arrived",
                "per CPU-s",
                "ratio of that",
                "frames/s each",
                "p50 ms",
                "p99 ms",
                "p99 ms from append",
                "ratios of the rounds");
        List<FanoutRound> first = rounds.values().iterator().next();
        rounds.forEach((name, own) -> {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < own.size(); i++) {
                ratios.add(own.get(i).perCpuSecond() / first.get(i).perCpuSecond());
            }
            table.row(
                    name,
                    Figures.count(median(own, FanoutRound::perSecond)),
                    "%.3f".formatted(median(own, FanoutRound::arrived)),
                    Figures.count(median(own, FanoutRound::perCpuSecond)),
                    Figures.ratio(Median.of(ratios)),
                    "%.1f".formatted(median(own, FanoutRound::framesPerSubscriberSecond)),
                    Figures.millis(median(own, FanoutRound::p50)),
                    Figures.millis(median(own, FanoutRound::p99)),
                    Double.isNaN(own.get(0).p99SinceAppend())
                            ? "-"
                            : Figures.millis(median(own, FanoutRound::p99SinceAppend)),
                    String.join(" · ", ratios.stream().map(Figures::ratio).toList()));
        });
        table.print(out);
    }

    private static double median(List<FanoutRound> rounds, ToDoubleFunction<FanoutRound> figure) {
        return Median.of(rounds.stream().map(figure::applyAsDouble).toList());
    }
}
