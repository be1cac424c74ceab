package live.danmaku.benchmarks.fanout;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import live.danmaku.benchmarks.BenchOptions;
import live.danmaku.benchmarks.load.LoadThread;
import live.danmaku.benchmarks.process.Machine;
import live.danmaku.benchmarks.process.Pinning;
import live.danmaku.benchmarks.report.Figures;
import live.danmaku.benchmarks.report.Median;
import live.danmaku.benchmarks.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scripts/bench sessions}. */
@Command(
        name = "sessions",
        description = {"What sessions cost that get nothing, and what sessions that take nothing cost the others.", ""},
        sortOptions = false)
public final class SessionsCommand implements Callable<Integer> {

    /** All of the heap is resident from the start, so that what grows is not of the heap. */
    private static final String[] WHOLE_HEAP = {"-Xms512m", "-XX:+AlwaysPreTouch"};

    private static final int SESSIONS_A_ROOM = 19;
    private static final int STUCK = 10;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(
            names = "--sessions",
            defaultValue = "19000",
            description = "Sessions that get nothing (default: ${DEFAULT-VALUE}).")
    private int sessions;

    @Option(
            names = "--room",
            defaultValue = "10000",
            description = "Sessions of the room in which some take nothing (default: ${DEFAULT-VALUE}).")
    private int room;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        options.requireNoUrl(command);
        PrintWriter out = command.commandLine().getOut();
        out.println(Machine.describe());
        Pinning pinning = options.pinning();
        out.println("starting the servers …");
        out.flush();
        try (Danmaku danmaku = Danmaku.start(pinning, WHOLE_HEAP)) {
            out.println("the process that holds the connections and the load: " + pinning);
            out.println();
            idle(danmaku, out);
            stuck(danmaku, out);
        }
        return 0;
    }

    private void idle(Danmaku danmaku, PrintWriter out) throws IOException, InterruptedException {
        int count = options.count(sessions);
        FanoutCase load = new FanoutCase("idle", count / SESSIONS_A_ROOM, count, 0, 50);
        danmaku.prepare(load);
        try (LoadThread thread = new LoadThread()) {
            // The first ones load classes and fill pools.
            try (Subscribers first = new Subscribers(thread, danmaku, load.withSubscribers(count / 10))) {
                first.check();
            }
            ProcessMemory before = ProcessMemory.of(danmaku.connector());
            try (Subscribers all = new Subscribers(thread, danmaku, load)) {
                ProcessMemory with = ProcessMemory.of(danmaku.connector());
                all.check();
                double heap = (double) (with.liveHeap() - before.liveHeap()) / count / 1_024;
                double rest = (double) (with.resident() - before.resident()) / count / 1_024;
                Table table = new Table("idle sessions", "rooms", "live heap, KiB each", "beside the heap", "in all");
                table.row(
                        "%,d".formatted(count),
                        "%,d".formatted(load.rooms()),
                        "%.2f".formatted(heap),
                        "%.2f".formatted(rest),
                        "%.2f".formatted(heap + rest));
                table.print(out);
                out.println();
                out.flush();
            }
        }
    }

    private void stuck(Danmaku danmaku, PrintWriter out) throws IOException, InterruptedException, ExecutionException {
        FanoutCase load = new FanoutCase("stuck", 1, options.count(room), 10, 100);
        danmaku.prepare(load);
        List<FanoutRound> alone = new ArrayList<>();
        List<FanoutRound> beside = new ArrayList<>();
        Duration slice = options.slice(10);
        try (LoadThread thread = new LoadThread();
                FanoutLoad running = new FanoutLoad(thread, danmaku, load)) {
            running.warmUp(options.seconds(25));
            for (int i = 0; i < options.rounds(5); i++) {
                alone.add(running.measure(slice));
                try (Subscribers stuck = new Subscribers(thread, danmaku, load.withSubscribers(STUCK))) {
                    stuck.stopReading();
                    beside.add(running.measure(slice));
                }
            }
        }
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < alone.size(); i++) {
            ratios.add(beside.get(i).p99() / alone.get(i).p99());
        }
        Table table = new Table(load.toString(), "arrived", "p50 ms", "p99 ms", "p99 to alone", "of the rounds");
        row(table, "alone", alone, List.of(1.0));
        row(table, "beside %d that do not read".formatted(STUCK), beside, ratios);
        table.print(out);
    }

    private static void row(Table table, String name, List<FanoutRound> rounds, List<Double> ratios) {
        table.row(
                name,
                "%.3f"
                        .formatted(Median.of(
                                rounds.stream().map(FanoutRound::arrived).toList())),
                Figures.millis(Median.of(rounds.stream().map(FanoutRound::p50).toList())),
                Figures.millis(Median.of(rounds.stream().map(FanoutRound::p99).toList())),
                Figures.ratio(Median.of(ratios)),
                String.join(" · ", ratios.stream().map(Figures::ratio).toList()));
    }
}
