package live.danmaku.benchmarks;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import live.danmaku.benchmarks.process.Machine;
import live.danmaku.benchmarks.process.Pinning;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What all benchmarks can be told. */
public final class BenchOptions {

    private static final int DEFAULT_CLIENTS = 64;

    @Option(
            names = "--url",
            description = "A running server; default: the packaged program, started on free ports with temporary data.")
    private @Nullable URI url;

    @Option(
            names = "--clients",
            defaultValue = "" + DEFAULT_CLIENTS,
            description = "Keep-alive connections (default: ${DEFAULT-VALUE}).")
    private int clients = DEFAULT_CLIENTS;

    @Option(names = "--rounds", description = "Rounds; each measures every candidate once.")
    private int rounds;

    @Option(names = "--slice", paramLabel = "SECONDS", description = "How long a candidate is measured in a round.")
    private int slice;

    @Option(names = "--quick", description = "Seconds instead of minutes: shows that all works, figures mean nothing.")
    private boolean quick;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

    public @Nullable URI url() {
        return url;
    }

    /**
     * For benchmarks that need processes of their own.
     *
     * @throws ParameterException when a running server was named
     */
    public void requireNoUrl(CommandSpec command) {
        if (url != null) {
            throw new ParameterException(
                    command.commandLine(),
                    "--url: %s (expected: none; %s starts its own processes)".formatted(url, command.name()));
        }
    }

    /** Where to print; says on which machine, and that there is something to wait for. */
    public PrintWriter begin(CommandSpec command) {
        PrintWriter out = command.commandLine().getOut();
        out.println(Machine.describe());
        out.println("starting the servers …");
        out.flush();
        return out;
    }

    public int clients() {
        return clients;
    }

    /** As many as wished for, or each of these numbers in turn. */
    public List<Integer> clientsOr(Integer... otherwise) {
        return clients == DEFAULT_CLIENTS ? List.of(otherwise) : List.of(clients);
    }

    public boolean isQuick() {
        return quick;
    }

    /** Pins this process for good, unless in a hurry, when figures mean nothing. */
    public Pinning pinning() throws InterruptedException {
        return quick ? Pinning.NONE : Pinning.ofThisProcess();
    }

    public int rounds(int otherwise) {
        return rounds > 0 ? rounds : quick ? 1 : otherwise;
    }

    public Duration slice(int otherwiseSeconds) {
        return Duration.ofSeconds(slice > 0 ? slice : quick ? 1 : otherwiseSeconds);
    }

    /** A time that is not worth an option, such as a warm-up's part. */
    public Duration seconds(int seconds) {
        return Duration.ofSeconds(quick ? 1 : seconds);
    }

    /** How much work, a hundredth of it when in a hurry. */
    public int count(int otherwise) {
        return quick ? otherwise / 100 : otherwise;
    }
}
