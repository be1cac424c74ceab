package live.danmaku.benchmarks.route;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import live.danmaku.benchmarks.BenchOptions;
import live.danmaku.benchmarks.load.ClosedLoop;
import live.danmaku.benchmarks.load.FixedRequest;
import live.danmaku.benchmarks.load.HttpConnection;
import live.danmaku.benchmarks.load.LoadThread;
import live.danmaku.benchmarks.load.RequestSource;
import live.danmaku.benchmarks.load.WarmUp;
import live.danmaku.benchmarks.process.DanmakuProcess;
import live.danmaku.benchmarks.process.Machine;
import live.danmaku.benchmarks.process.MeasuredServer;
import live.danmaku.benchmarks.process.Pinning;
import live.danmaku.benchmarks.process.ReferenceProcess;
import live.danmaku.benchmarks.report.Candidate;
import live.danmaku.benchmarks.report.Figures;
import live.danmaku.benchmarks.report.Round;
import live.danmaku.benchmarks.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scripts/bench route}. */
@Command(
        name = "route",
        description = {
            "A million answers to GET /v1/route with 10,000 list entries: the router alone, watched for locks and"
                    + " input/output, and the program over HTTP, beside a WebFlux endpoint that answers a constant.",
            ""
        },
        sortOptions = false)
public final class RouteCommand implements Callable<Integer> {

    private static final int ANSWERS = 1_000_000;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(
            names = "--entries",
            defaultValue = "10000",
            description = "Entries of the two lists together (default: ${DEFAULT-VALUE}).")
    private int entries;

    @Option(names = "--alone", description = "Only the router alone, without a server.")
    private boolean alone;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        options.requireNoUrl(command);
        PrintWriter out = command.commandLine().getOut();
        int listed = options.count(entries);
        out.println(Machine.describe());
        out.printf("%,d list entries, 12 nodes%n%n", listed);
        boolean isRight = measureAlone(listed, out);
        if (!alone) {
            out.println();
            isRight &= measureServed(listed, out);
        }
        return isRight ? 0 : 1;
    }

    private boolean measureAlone(int listed, PrintWriter out) throws Exception {
        int answers = options.count(ANSWERS);
        Table table = RouterAloneRun.table();
        boolean isRight = new RouterAloneRun(answers, 1).run("long connection, 1 thread", listed, 100, table);
        isRight &= new RouterAloneRun(answers, 4).run("long connection, 4 threads", listed, 100, table);
        isRight &= new RouterAloneRun(answers, 4).run("polling, 4 threads", listed, 0, table);
        table.print(out);
        return isRight;
    }

    private boolean measureServed(int listed, PrintWriter out) throws Exception {
        Pinning pinning = options.pinning();
        out.println("starting the servers and filling the lists …");
        out.flush();
        DanmakuProcess.Started danmaku = DanmakuProcess.start(pinning);
        try (MeasuredServer server = danmaku.server();
                ServedRoutes routes = new ServedRoutes(server.url(), danmaku.redis())) {
            routes.fill(listed);
            int bytes = routes.answerBytes();
            try (MeasuredServer webFlux = ReferenceProcess.start(pinning, bytes, bytes);
                    LoadThread thread = new LoadThread()) {
                List<Target> targets = List.of(
                        new Target(
                                new Candidate("WebFlux, constant of %d bytes".formatted(bytes)),
                                webFlux,
                                thread.connect(webFlux.url(), options.clients()),
                                new FixedRequest(webFlux.url(), "/page", bytes)),
                        new Target(
                                new Candidate("danmaku, route"),
                                server,
                                thread.connect(server.url(), options.clients()),
                                routes.questions()));
                out.printf("%d keep-alive clients in a closed loop; %s%n", options.clients(), pinning);
                out.println(WarmUp.run(
                        targets.stream()
                                .map(target -> (WarmUp.Slice) () ->
                                        target.round(thread, options.seconds(2)).perSecond())
                                .toList(),
                        options.seconds(70)));
                out.println();
                measure(targets, thread);
                return print(targets, out);
            }
        }
    }

    private record Target(
            Candidate candidate, MeasuredServer server, List<HttpConnection> connections, RequestSource requests) {

        Round round(LoadThread thread, Duration slice) throws InterruptedException, ExecutionException {
            Duration before = server.cpuTime();
            return Round.of(
                    ClosedLoop.run(thread, connections, requests, slice),
                    server.cpuTime().minus(before));
        }
    }

    /** At least as many answers of ours as wished for. */
    private void measure(List<Target> targets, LoadThread thread) throws InterruptedException, ExecutionException {
        Duration slice = options.slice(20);
        int wished = options.count(ANSWERS) / (options.rounds(2) == 1 ? 10 : 1);
        double answers = 0;
        while (answers < wished) {
            for (Target target : targets) {
                Round round = target.round(thread, slice);
                target.candidate().add(round);
                if (target == targets.get(1)) {
                    answers += round.perSecond() * slice.toSeconds();
                }
            }
        }
    }

    private static boolean print(List<Target> targets, PrintWriter out) {
        Table table = new Table(
                "over HTTP",
                "answers/s",
                "p50 ms",
                "p99 ms",
                "per server CPU-s",
                "ratio of that",
                "wrong answers",
                "rounds, each per s");
        Candidate reference = targets.get(0).candidate();
        long wrong = 0;
        for (Target target : targets) {
            Candidate candidate = target.candidate();
            table.row(
                    candidate.name(),
                    Figures.count(candidate.median(Round::perSecond)),
                    Figures.millis(candidate.median(Round::p50)),
                    Figures.millis(candidate.median(Round::p99)),
                    Figures.count(candidate.median(Round::perCpuSecond)),
                    Figures.ratio(candidate.ratioTo(reference, Round::perCpuSecond)),
                    Long.toString(candidate.wrong()),
                    candidate.perSecondOfRounds());
            wrong += candidate.wrong();
        }
        table.print(out);
        return wrong == 0;
    }
}
