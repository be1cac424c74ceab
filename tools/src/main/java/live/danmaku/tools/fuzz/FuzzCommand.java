package live.danmaku.tools.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import live.danmaku.tools.history.system.ScenarioException;
import live.danmaku.tools.history.system.StandaloneProcess;
import live.danmaku.tools.options.DurationConverter;
import live.danmaku.tools.options.ExpectedFailure;
import live.danmaku.tools.options.HelpOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program behind {@code scripts/fuzz}. */
@Command(
        name = "scripts/fuzz",
        description = {
            "Sends hostile input to a server of its own, with embedded engines: to every HTTP operation as every role, raw"
                    + " streams, forged tokens, WebSocket, TCP and the link; beside it, an ordinary client measures what others feel.",
            "Wrong is: a 5xx (but a 503 with Retry-After), no answer within 15 s, a forged token that is taken, growth of heap, files,"
                    + " threads or log, and an answer to the ordinary client that is not its own.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is wrong",
            "1:something is wrong, or the run could not be made",
            "2:a wrong command line"
        },
        sortOptions = false)
public final class FuzzCommand implements Callable<Integer> {

    @Option(
            names = "--for",
            converter = DurationConverter.class,
            defaultValue = "60s",
            paramLabel = "TIME",
            description = "Such as 90s or 30m (default: ${DEFAULT-VALUE}).")
    private Duration length = Duration.ZERO;

    @Option(names = "--seed", paramLabel = "N", description = "Of all input (default: another each time).")
    private @Nullable Long seed;

    @Option(names = "--connections", defaultValue = "8", description = "At once (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--rate",
            defaultValue = "600",
            paramLabel = "N",
            description = "Inputs a second, all together (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Mixin
    private HelpOption help = new HelpOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    private FuzzCommand() {}

    /** Exits with one of the codes that {@code --help} lists. */
    public static void main(String... arguments) {
        CommandLine program = new CommandLine(new FuzzCommand())
                .setExecutionExceptionHandler(
                        new ExpectedFailure("fuzz", FuzzException.class, ScenarioException.class, IOException.class));
        System.exit(program.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        long drawn = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
        Path folder = Files.createTempDirectory("danmaku-fuzz-");
        say(out, "starting a server in %s; seed %d".formatted(folder, drawn));
        try (StandaloneProcess server =
                StandaloneProcess.start(Path.of(System.getProperty("danmaku.jar", "")), folder)) {
            FuzzReport report = new Fuzz(settings(server, drawn), text -> say(out, text)).run();
            say(out, report.text());
            return report.findings().isEmpty() ? 0 : 1;
        }
    }

    private FuzzSettings settings(StandaloneProcess server, long drawn) {
        URI url = server.url();
        return new FuzzSettings(url, server.linkPort(), server.pid(), server.log(), length, drawn, connections, rate);
    }

    private static void say(PrintWriter out, String text) {
        out.println(text);
        out.flush();
    }
}
