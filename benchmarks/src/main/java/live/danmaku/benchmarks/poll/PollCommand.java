package live.danmaku.benchmarks.poll;

import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import live.danmaku.benchmarks.BenchOptions;
import live.danmaku.benchmarks.process.ForeignServer;
import live.danmaku.benchmarks.process.MeasuredServer;
import live.danmaku.benchmarks.process.NginxProcess;
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
            "Polls of a hot room, GET /v1/rooms/{room}/messages, while messages come into it, beside nginx with a static file"
                    + " and a WebFlux endpoint with a constant of the same size; then polls of many small rooms.",
            ""
        },
        sortOptions = false)
public final class PollCommand implements Callable<Integer> {

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(
            names = "--answer-bytes",
            defaultValue = "2048",
            description = "The size of the hot room's answers, about (default: ${DEFAULT-VALUE}).")
    private int answerBytes;

    @Option(
            names = "--messages",
            defaultValue = "100",
            description = "Messages a second that come into the hot room meanwhile (default: ${DEFAULT-VALUE}).")
    private int messages;

    @Option(
            names = "--cold-rooms",
            defaultValue = "1000",
            description = "Rooms of five viewers each (default: ${DEFAULT-VALUE}).")
    private int coldRooms;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = options.begin(command);
        Pinning pinning = options.pinning();
        @Nullable URI url = options.url();
        try (MeasuredServer danmaku = url == null ? FrontEnd.start(pinning) : new ForeignServer(url)) {
            PolledRoom room = PolledRoom.fill(danmaku.url(), answerBytes);
            Optional<MeasuredServer> nginx = NginxProcess.start(pinning, room.pageBytes());
            boolean right = true;
            try (MeasuredServer webFlux = ReferenceProcess.start(pinning, room.pageBytes(), 1)) {
                out.printf(
                        "keep-alive clients in a closed loop; %s%s%n",
                        url == null ? pinning.toString() : "the server is not pinned",
                        nginx.isPresent() ? "" : "; nginx is not installed, so it is not compared");
                for (int clients : options.isQuick() ? List.of(8) : options.clientsOr(64, 500, 2_000)) {
                    try (HotRoomBenchmark hot =
                            new HotRoomBenchmark(danmaku, webFlux, nginx, room, clients, messages)) {
                        out.println(hot.warmUp(options.seconds(2), options.seconds(60)));
                        hot.measure(options.rounds(3), options.slice(3));
                        right &= hot.print(out);
                    }
                }
            } finally {
                nginx.ifPresent(MeasuredServer::close);
            }
            try (ColdRoomsBenchmark cold = new ColdRoomsBenchmark(danmaku, options.count(coldRooms), 5)) {
                right &= cold.run(out, options.seconds(10), options.seconds(10));
            }
            return right ? 0 : 1;
        }
    }
}
