package live.danmaku.benchmarks.fanout;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import live.danmaku.benchmarks.BenchOptions;
import live.danmaku.benchmarks.load.LoadThread;
import live.danmaku.benchmarks.process.Machine;
import live.danmaku.benchmarks.process.Pinning;
import live.danmaku.benchmarks.process.TemporaryFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code scripts/bench fanout}. */
@Command(
        name = "fanout",
        description = {
            "Deliveries to long connections: for each second of CPU time of the connector, and how late they arrive. Beside"
                    + " other broadcasters, if a folder with some is given.",
            ""
        },
        sortOptions = false)
public final class FanoutCommand implements Callable<Integer> {

    private static final int WARM_UP_AGAIN_SECONDS = 5;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(
            names = "--case",
            split = ",",
            paramLabel = "NAME",
            description = "a50, a, b, c, path: what docs/bench.md says of them; default: all.")
    private List<String> cases = new ArrayList<>();

    @Option(
            names = "--peers",
            paramLabel = "FOLDER",
            description = "Broadcasters to measure in the same rounds: cbcast.c, nchan.sh.")
    private @Nullable Path peers;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        options.requireNoUrl(command);
        List<FanoutCase> loads;
        try {
            loads = cases.isEmpty()
                    ? FanoutCase.ALL
                    : cases.stream().map(FanoutCase::of).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--" + e.getMessage(), e);
        }
        PrintWriter out = command.commandLine().getOut();
        out.println(Machine.describe());
        Pinning pinning = options.pinning();
        out.println("starting the servers …");
        out.flush();
        out.println("the process that holds the connections and the load: " + pinning);
        List<FanoutCase> compared = loads.stream()
                .filter(load -> load.windowMs() != FanoutCase.USUAL)
                .toList();
        if (!compared.isEmpty()) {
            compare(compared, pinning, out);
        }
        if (compared.size() < loads.size()) {
            try (Standalone standalone = Standalone.start(pinning.beside())) {
                for (FanoutCase load : loads) {
                    if (load.windowMs() == FanoutCase.USUAL) {
                        run(load, List.of(standalone), out);
                    }
                }
            }
        }
        return 0;
    }

    private void compare(List<FanoutCase> loads, Pinning pinning, PrintWriter out) throws Exception {
        Path work = TemporaryFolder.create();
        List<Broadcaster> broadcasters = new ArrayList<>();
        try {
            if (peers != null) {
                if (!Files.isDirectory(peers)) {
                    throw new ParameterException(
                            command.commandLine(), "--peers: %s (expected: a folder)".formatted(peers));
                }
                broadcasters.addAll(Peers.in(peers, work, pinning));
            }
            broadcasters.add(Danmaku.start(pinning));
            for (FanoutCase load : loads) {
                run(load, broadcasters, out);
            }
        } finally {
            broadcasters.forEach(Broadcaster::close);
            TemporaryFolder.delete(work);
        }
    }

    private void run(FanoutCase load, List<Broadcaster> broadcasters, PrintWriter out) throws Exception {
        FanoutReport report = new FanoutReport();
        for (int i = 0; i < options.rounds(3); i++) {
            for (Broadcaster each : broadcasters) {
                Duration warmUp = options.seconds(i == 0 ? each.warmUpSeconds() : WARM_UP_AGAIN_SECONDS);
                each.prepare(load);
                try (LoadThread thread = new LoadThread();
                        FanoutLoad running = new FanoutLoad(thread, each, load)) {
                    running.warmUp(warmUp);
                    report.add(each.name(), running.measure(options.slice(10)));
                }
            }
        }
        out.println();
        out.println(load);
        out.println();
        report.print(out);
    }
}
