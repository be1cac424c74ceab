package live.danmaku.benchmarks.append;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import live.danmaku.benchmarks.BenchOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scripts/bench append}. */
@Command(
        name = "append",
        description = {
            "Messages a second that a processor appends when many wait for it in Kafka, beside the append script alone on the"
                    + " same Redis; and the same with one room and one type, in each gear.",
            ""
        },
        sortOptions = false)
public final class AppendCommand implements Callable<Integer> {

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(
            names = "--rooms",
            defaultValue = "100",
            description = "Rooms that get messages (default: ${DEFAULT-VALUE}).")
    private int rooms;

    @Option(
            names = "--messages",
            paramLabel = "COUNT",
            defaultValue = "400000",
            description = "Messages in a backlog (default: ${DEFAULT-VALUE}; a hundredth with --quick).")
    private int messages;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        options.requireNoUrl(command);
        PrintWriter out = options.begin(command);
        try (AppendBenchmark benchmark = new AppendBenchmark(rooms, options.count(messages))) {
            out.println(benchmark.warmUp(options.rounds(3), options.seconds(3), options.seconds(70)));
            out.flush();
            benchmark.measure(options.rounds(3), options.slice(5));
            out.println();
            return benchmark.print(out) ? 0 : 1;
        }
    }
}
