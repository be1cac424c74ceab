package live.danmaku.benchmarks.flood;

import java.io.PrintWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import live.danmaku.benchmarks.BenchOptions;
import live.danmaku.benchmarks.process.DanmakuProcess;
import live.danmaku.benchmarks.process.ForeignServer;
import live.danmaku.benchmarks.process.MeasuredServer;
import live.danmaku.benchmarks.process.Pinning;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scripts/bench flood}. */
@Command(
        name = "flood",
        description = {
            "The time from a gift's 202 to its being visible: alone, beside a flood of comments in the same room, and beside"
                    + " as many comments as the server takes.",
            ""
        },
        sortOptions = false)
public final class FloodCommand implements Callable<Integer> {

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(names = "--gifts", defaultValue = "100", description = "Gifts a second (default: ${DEFAULT-VALUE}).")
    private int gifts;

    @Option(names = "--flood", description = "Comments a second in the flood; default: 20 times as many as gifts.")
    private int flood;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = options.begin(command);
        @Nullable URI url = options.url();
        int perSecond = flood > 0 ? flood : 20 * gifts;
        Map<String, Flood> floods = new LinkedHashMap<>();
        floods.put("alone", Flood.none());
        floods.put("beside %,d comments/s".formatted(perSecond), Flood.of(perSecond));
        floods.put("beside all comments that are taken", Flood.saturating());
        FloodReport report = new FloodReport();
        try (MeasuredServer danmaku =
                        url == null ? DanmakuProcess.start(Pinning.NONE).server() : new ForeignServer(url);
                FloodBenchmark benchmark = new FloodBenchmark(danmaku.url(), options.clients(), gifts)) {
            out.println(benchmark.warmUp(options.seconds(2), options.seconds(40)));
            for (int i = 0; i < options.rounds(3); i++) {
                for (Map.Entry<String, Flood> each : floods.entrySet()) {
                    report.add(each.getKey(), benchmark.measure(each.getValue(), options.slice(6)));
                }
            }
            out.println();
            return report.print(out, benchmark.gifts(), benchmark.comments()) ? 0 : 1;
        }
    }
}
