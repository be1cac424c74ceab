package live.danmaku.benchmarks;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import live.danmaku.benchmarks.append.AppendCommand;
import live.danmaku.benchmarks.fanout.FanoutCommand;
import live.danmaku.benchmarks.fanout.SessionsCommand;
import live.danmaku.benchmarks.flood.FloodCommand;
import live.danmaku.benchmarks.gears.GearsCommand;
import live.danmaku.benchmarks.poll.PollCommand;
import live.danmaku.benchmarks.replay.ReplayCommand;
import live.danmaku.benchmarks.route.RouteCommand;
import live.danmaku.benchmarks.write.WriteCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program behind {@code scripts/bench}. */
@Command(
        name = "scripts/bench",
        description = {"Measures the packaged program from outside, beside references in the same run.", ""},
        subcommands = {
            WriteCommand.class,
            PollCommand.class,
            FanoutCommand.class,
            SessionsCommand.class,
            FloodCommand.class,
            AppendCommand.class,
            GearsCommand.class,
            RouteCommand.class,
            ReplayCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "docs/bench.md says what each figure means."})
public final class Bench {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

    /** Exits with 0 when all was measured and every answer was right. */
    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench()).setExecutionExceptionHandler((failure, line, result) -> {
            if (failure instanceof IOException || failure instanceof ExecutionException) {
                line.getErr().println("bench: " + failure.getMessage());
                return 1;
            }
            throw failure;
        });
    }
}
