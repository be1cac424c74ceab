package live.danmaku.benchmarks.poll;

import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import live.danmaku.benchmarks.BenchOptions;
import live.danmaku.benchmarks.process.DanmakuProcess;
import live.danmaku.benchmarks.process.ForeignServer;
import live.danmaku.benchmarks.process.Machine;
import live.danmaku.benchmarks.process.MeasuredServer;
import live.danmaku.benchmarks.process.Pinning;
import live.danmaku.benchmarks.process.ReferenceProcess;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scripts/bench poll}. */
@Command(
        name = "poll",
        description = {
            "Polls a second through GET /v1/rooms/{room}/messages, with some messages to answer and with none, beside a"
                    + " WebFlux endpoint that answers constants of the same sizes.",
            ""
        },
        sortOptions = false)
public final class PollCommand implements Callable<Integer> {

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(
            names = "--messages",
            defaultValue = "300",
            description = "Messages in the room (default: ${DEFAULT-VALUE}).")
    private int messages;

    @Option(
            names = "--answer-bytes",
            defaultValue = "2048",
            description = "The size of the answer, about (default: ${DEFAULT-VALUE}).")
    private int answerBytes;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = command.commandLine().getOut();
        out.println(Machine.describe());
        Pinning pinning = Pinning.ofThisProcess();
        out.println("starting the servers …");
        out.flush();
        @Nullable URI url = options.url();
        try (MeasuredServer danmaku =
                url == null ? DanmakuProcess.start(pinning).server() : new ForeignServer(url)) {
            PolledRoom room = PolledRoom.fill(danmaku.url(), messages, answerBytes);
            try (MeasuredServer webFlux = ReferenceProcess.start(pinning, room.pageBytes(), room.emptyBytes());
                    PollBenchmark benchmark = new PollBenchmark(danmaku, webFlux, room, options.clients())) {
                out.printf(
                        "%d keep-alive clients in a closed loop; %s%n",
                        options.clients(), url == null ? pinning.toString() : "the server is not pinned");
                out.println(benchmark.warmUp(options.seconds(2), options.seconds(70)));
                out.println();
                benchmark.measure(options.rounds(5), options.slice(3));
                return benchmark.print(out) ? 0 : 1;
            }
        }
    }
}
