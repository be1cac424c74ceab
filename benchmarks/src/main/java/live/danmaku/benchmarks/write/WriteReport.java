package live.danmaku.benchmarks.write;

import java.io.PrintWriter;
import java.util.stream.Stream;
import live.danmaku.benchmarks.load.LoadResult;
import live.danmaku.benchmarks.report.Candidate;
import live.danmaku.benchmarks.report.ComparisonTable;
import live.danmaku.benchmarks.report.Figures;
import live.danmaku.benchmarks.report.Round;
import live.danmaku.benchmarks.report.Table;
import org.HdrHistogram.Histogram;

/** What {@code bench write} prints. */
final class WriteReport {

    private final Candidate kafka = new Candidate("Kafka producer alone, acks=all");
    private final Candidate webFlux = new Candidate("WebFlux, parse only");
    private final Candidate danmaku = new Candidate("danmaku, 202 after Kafka's ack");
    private final Table visibleTable =
            new Table("load", "accepted/s", "202 p50 ms", "202 p99 ms", "202 to visible p50 ms", "p99 ms", "most ms");
    private String setting = "";
    private long wrong;

    Candidate kafka() {
        return kafka;
    }

    Candidate webFlux() {
        return webFlux;
    }

    Candidate danmaku() {
        return danmaku;
    }

    void setUp(int clients, int rooms, int messageBytes) {
        setting = "%d keep-alive clients, %d rooms, messages of %d bytes in Kafka; servers and load share all CPUs"
                .formatted(clients, rooms, messageBytes);
    }

    void visible(String load, LoadResult sent, Histogram micros) {
        wrong += sent.wrong();
        visibleTable.row(
                load,
                Figures.count(sent.perSecond()),
                Figures.millis(sent.millis(50)),
                Figures.millis(sent.millis(99)),
                Figures.millis(micros.getValueAtPercentile(50) / 1e3),
                Figures.millis(micros.getValueAtPercentile(99) / 1e3),
                Figures.millis(micros.getMaxValue() / 1e3));
    }

    boolean print(PrintWriter out, Visibility visibility) {
        out.println(setting);
        out.println();
        ComparisonTable table = new ComparisonTable(
                "write", "messages/s", "danmaku as a share", candidate -> danmaku.ratioTo(candidate, Round::perSecond));
        Stream.of(kafka, webFlux, danmaku)
                .filter(candidate -> !candidate.isEmpty())
                .forEach(table::add);
        wrong += table.wrong();
        table.print(out);
        out.println();
        visibleTable.print(out);
        out.println();
        out.printf(
                "%,d messages accepted, %,d visible, %,d twice%n",
                visibility.accepted(), visibility.visible(), visibility.duplicates());
        out.flush();
        return wrong == 0 && visibility.duplicates() == 0 && visibility.accepted() == visibility.visible();
    }
}
