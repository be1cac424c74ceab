package live.danmaku.benchmarks.gears;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import live.danmaku.benchmarks.BenchOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scripts/bench gears}. */
@Command(
        name = "gears",
        description = {
            "A burst of comments in one room while Redis's answers to the processor take 2 ms longer: what is offered and"
                    + " appended, the lag and the gear, each second. Then what each gear reaches at most on that way.",
            ""
        },
        sortOptions = false)
public final class GearsCommand implements Callable<Integer> {

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(
            names = "--delay",
            paramLabel = "MS",
            defaultValue = "2",
            description = "How much longer Redis's answers take (default: ${DEFAULT-VALUE}).")
    private int delay;

    @Option(
            names = "--calm",
            paramLabel = "RATE",
            defaultValue = "2000",
            description = "Messages a second before and after the burst (default: ${DEFAULT-VALUE}).")
    private int calmRate;

    @Option(
            names = "--burst",
            paramLabel = "RATE",
            defaultValue = "15000",
            description = "Messages a second in the burst (default: ${DEFAULT-VALUE}).")
    private int burstRate;

    @Option(
            names = "--messages",
            paramLabel = "COUNT",
            defaultValue = "100000",
            description = "Messages in a backlog (default: ${DEFAULT-VALUE}; a hundredth with --quick).")
    private int messages;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Where to draw the burst, as SVG; default: nowhere.")
    private @Nullable Path picture;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        options.requireNoUrl(command);
        PrintWriter out = options.begin(command);
        LoadShape shape = new LoadShape(
                calmRate, burstRate, options.seconds(8), options.seconds(4), options.seconds(20), options.seconds(30));
        int rounds = options.rounds(3);
        try (GearsBenchmark benchmark = new GearsBenchmark(Duration.ofMillis(delay), options.count(messages))) {
            out.println(benchmark.warmUp(rounds, options.seconds(40)));
            out.println();
            out.flush();
            Burst burst = benchmark.burst(shape);
            if (picture != null) {
                Files.writeString(
                        picture,
                        BurstPicture.draw(
                                "A burst of comments in one room, Redis %d ms away".formatted(delay), burst.samples()));
            }
            benchmark.saturate(rounds);
            return benchmark.print(out, burst) ? 0 : 1;
        }
    }
}
