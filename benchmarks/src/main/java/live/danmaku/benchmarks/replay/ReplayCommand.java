package live.danmaku.benchmarks.replay;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import live.danmaku.benchmarks.BenchOptions;
import live.danmaku.benchmarks.process.DanmakuParts;
import live.danmaku.benchmarks.process.Pinning;
import live.danmaku.benchmarks.process.ServerProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scripts/bench replay}. */
@Command(
        name = "replay",
        description = {
            "Viewers at random times of one long finished stream: from MySQL, from memory, and what they cost polls of a live room.",
            ""
        },
        sortOptions = false)
public final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(names = "--messages", defaultValue = "1000000", description = "Of the stream (default: ${DEFAULT-VALUE}).")
    private int messages;

    @Option(
            names = "--viewers",
            defaultValue = "1000",
            description =
                    "Who each ask for the next 10 s every 10 s, beside the live polls (default: ${DEFAULT-VALUE}).")
    private int viewers;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        options.requireNoUrl(command);
        PrintWriter out = options.begin(command);
        Pinning pinning = options.pinning();
        try (DanmakuParts live = DanmakuParts.start("frontend,processor", pinning.beside());
                ServerProcess playback = live.startPart("playback", Map.of(), pinning);
                ReplayBenchmark benchmark = new ReplayBenchmark(live.url(), playback, viewers)) {
            out.println("the process that serves replays and the load: " + pinning);
            benchmark.importStream(options.count(messages), out);
            boolean right = benchmark.cold(options, out);
            right &= benchmark.hot(options, out);
            right &= benchmark.besideLive(options, out);
            return right ? 0 : 1;
        }
    }
}
