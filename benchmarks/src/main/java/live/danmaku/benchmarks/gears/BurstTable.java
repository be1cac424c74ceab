package live.danmaku.benchmarks.gears;

import java.io.PrintWriter;
import java.util.List;
import live.danmaku.benchmarks.report.Figures;
import live.danmaku.benchmarks.report.Table;

/** A burst, second by second. */
final class BurstTable {

    private BurstTable() {}

    static void print(PrintWriter out, List<GearSample> samples) {
        Table table = new Table("second", "offered/s", "appended/s", "waiting", "lag ms", "gear", "why it changed");
        for (GearSample sample : samples) {
            table.row(
                    "%.0f".formatted(sample.second()),
                    Figures.count(sample.offered()),
                    Figures.count(sample.appended()),
                    Figures.count(sample.waiting()),
                    "%,d".formatted(sample.lagMs()),
                    Integer.toString(sample.gear()),
                    sample.change());
        }
        table.print(out);
        out.println();
    }
}
