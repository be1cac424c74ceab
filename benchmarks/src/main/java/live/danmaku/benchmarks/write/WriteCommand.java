package live.danmaku.benchmarks.write;

import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import live.danmaku.benchmarks.BenchOptions;
import live.danmaku.benchmarks.process.DanmakuProcess;
import live.danmaku.benchmarks.process.ForeignServer;
import live.danmaku.benchmarks.process.MeasuredServer;
import live.danmaku.benchmarks.process.Pinning;
import live.danmaku.benchmarks.process.ReferenceProcess;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scripts/bench write}. */
@Command(
        name = "write",
        description = {
            "Accepted messages a second through POST /v1/rooms/{room}/messages, beside a Kafka producer alone and a WebFlux"
                    + " endpoint that only parses; and the time from the 202 to being visible.",
            ""
        },
        sortOptions = false)
public final class WriteCommand implements Callable<Integer> {

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(
            names = "--kafka",
            description = "The bootstrap servers of the server at --url; without it there is no Kafka reference then.")
    private @Nullable String kafka;

    @Option(names = "--rooms", defaultValue = "4", description = "Rooms that get messages (default: ${DEFAULT-VALUE}).")
    private int rooms;

    @Option(
            names = "--rate",
            defaultValue = "500",
            description = "Messages a second where the server is not saturated (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = options.begin(command);
        @Nullable URI url = options.url();
        @Nullable String bootstrapServers = kafka;
        MeasuredServer danmaku;
        if (url == null) {
            DanmakuProcess.Started started = DanmakuProcess.start(Pinning.NONE);
            danmaku = started.server();
            bootstrapServers = started.kafka();
        } else {
            danmaku = new ForeignServer(url);
        }
        try (danmaku;
                MeasuredServer webFlux = ReferenceProcess.start(Pinning.NONE, 0, 0);
                WriteBenchmark benchmark =
                        new WriteBenchmark(danmaku, webFlux, bootstrapServers, options.clients(), rooms)) {
            out.println(benchmark.warmUp(options.seconds(2), options.seconds(70)));
            benchmark.measureThroughput(options.rounds(3), options.slice(4));
            benchmark.measureVisibility(rate, options.seconds(10), options.slice(5));
            return benchmark.print(out) ? 0 : 1;
        }
    }
}
