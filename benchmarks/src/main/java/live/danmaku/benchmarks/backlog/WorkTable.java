package live.danmaku.benchmarks.backlog;

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

/** Ways to append, a row each, with the medians of their rounds. The first is what the others are compared with. */
public final class WorkTable {

    private final String what;
    private final String share;
    private final Map<String, List<Work>> rounds = new LinkedHashMap<>();

    /**
     * @param what the head of the names
     * @param share the head of the ratios to the first row
     */
    public WorkTable(String what, String share) {
        this.what = what;
        this.share = share;
    }

    public void add(String name, Work round) {
        rounds.computeIfAbsent(name, fresh -> new ArrayList<>()).add(round);
    }

    public void print(PrintWriter out) {
        Table table = new Table(
                what,
                "messages/s",
                share,
                "Redis µs/message",
                "appender µs/message",
                "Redis cores",
                "appender cores",
                "machine busy",
                "bound by",
                "rounds, each per s");
        rounds.forEach((name, all) -> table.row(
                name,
                Figures.count(median(all, Work::perSecond)),
                Figures.ratio(toFirst(all)),
                Figures.millis(median(all, Work::redisMicros)),
                Figures.millis(median(all, Work::appenderMicros)),
                Figures.ratio(median(all, Work::redisCores)),
                Figures.ratio(median(all, Work::appenderCores)),
                Figures.ratio(median(all, Work::machineLoad)),
                all.stream().map(Work::bound).distinct().collect(Collectors.joining(" or ")),
                all.stream().map(round -> Figures.count(round.perSecond())).collect(Collectors.joining(" · "))));
        table.print(out);
        out.println();
    }

    /** The median of the ratios within each round. */
    private double toFirst(List<Work> all) {
        List<Work> first = rounds.values().iterator().next();
        return Median.of(IntStream.range(0, all.size())
                .mapToObj(round -> all.get(round).perSecond() / first.get(round).perSecond())
                .toList());
    }

    private static double median(List<Work> all, ToDoubleFunction<Work> figure) {
        return Median.of(all.stream().map(figure::applyAsDouble).toList());
    }
}
