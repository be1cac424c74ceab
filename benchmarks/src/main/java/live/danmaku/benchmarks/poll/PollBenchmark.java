package live.danmaku.benchmarks.poll;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import live.danmaku.benchmarks.load.ClosedLoop;
import live.danmaku.benchmarks.load.FixedRequest;
import live.danmaku.benchmarks.load.HttpConnection;
import live.danmaku.benchmarks.load.LoadResult;
import live.danmaku.benchmarks.load.LoadThread;
import live.danmaku.benchmarks.load.WarmUp;
import live.danmaku.benchmarks.process.MeasuredServer;
import live.danmaku.benchmarks.report.Candidate;
import live.danmaku.benchmarks.report.Figures;
import live.danmaku.benchmarks.report.Round;
import live.danmaku.benchmarks.report.Table;

/** The course of {@code bench poll}: reference, ours, reference, ours, in rounds. */
final class PollBenchmark implements AutoCloseable {

    private final LoadThread thread = new LoadThread();
    private final List<Pair> pairs;

    PollBenchmark(MeasuredServer danmaku, MeasuredServer webFlux, PolledRoom room, int clients)
            throws InterruptedException {
        List<HttpConnection> toDanmaku = thread.connect(danmaku.url(), clients);
        List<HttpConnection> toWebFlux = thread.connect(webFlux.url(), clients);
        pairs = List.of(
                new Pair(
                        new Target(
                                "WebFlux, constant of %d bytes".formatted(room.pageBytes()),
                                webFlux,
                                toWebFlux,
                                "/page",
                                room.pageBytes()),
                        new Target(
                                "danmaku, poll of %d bytes".formatted(room.pageBytes()),
                                danmaku,
                                toDanmaku,
                                room.pagePath(),
                                room.pageBytes())),
                new Pair(
                        new Target(
                                "WebFlux, constant of %d bytes".formatted(room.emptyBytes()),
                                webFlux,
                                toWebFlux,
                                "/empty",
                                room.emptyBytes()),
                        new Target(
                                "danmaku, poll with nothing new",
                                danmaku,
                                toDanmaku,
                                room.emptyPath(),
                                room.emptyBytes())));
    }

    /** The same load from the same thread on a reference and on ours. */
    private record Pair(Target reference, Target ours) {}

    private static final class Target {

        private final Candidate candidate;
        private final MeasuredServer server;
        private final List<HttpConnection> connections;
        private final FixedRequest request;

        Target(String name, MeasuredServer server, List<HttpConnection> connections, String path, int bytes) {
            this.candidate = new Candidate(name);
            this.server = server;
            this.connections = connections;
            this.request = new FixedRequest(server.url(), path, bytes);
        }

        LoadResult load(LoadThread thread, Duration duration) throws InterruptedException, ExecutionException {
            return ClosedLoop.run(thread, connections, request, duration);
        }

        void measure(LoadThread thread, Duration slice) throws InterruptedException, ExecutionException {
            Duration before = server.cpuTime();
            LoadResult result = load(thread, slice);
            candidate.add(Round.of(result, server.cpuTime().minus(before)));
        }
    }

    /** Blocks until all are warm, at most for about {@code atMost}; says how it went. */
    String warmUp(Duration slice, Duration atMost) throws IOException, InterruptedException, ExecutionException {
        List<WarmUp.Slice> candidates = new ArrayList<>();
        for (Pair pair : pairs) {
            candidates.add(() -> pair.reference().load(thread, slice).perSecond());
            candidates.add(() -> pair.ours().load(thread, slice).perSecond());
        }
        return WarmUp.run(candidates, atMost);
    }

    void measure(int rounds, Duration slice) throws InterruptedException, ExecutionException {
        for (int i = 0; i < rounds; i++) {
            for (Pair pair : pairs) {
                pair.reference().measure(thread, slice);
                pair.ours().measure(thread, slice);
            }
        }
    }

    /** @return whether every answer was right */
    boolean print(PrintWriter out) {
        Table table = new Table(
                "poll",
                "answers/s",
                "p50 ms",
                "p99 ms",
                "per server CPU-s",
                "ratio of that",
                "wrong answers",
                "rounds, each per s");
        long wrong = 0;
        for (Pair pair : pairs) {
            for (Target target : List.of(pair.reference(), pair.ours())) {
                Candidate candidate = target.candidate;
                table.row(
                        candidate.name(),
                        Figures.count(candidate.median(Round::perSecond)),
                        Figures.millis(candidate.median(Round::p50)),
                        Figures.millis(candidate.median(Round::p99)),
                        Figures.count(candidate.median(Round::perCpuSecond)),
                        Figures.ratio(candidate.ratioTo(pair.reference().candidate, Round::perCpuSecond)),
                        Long.toString(candidate.wrong()),
                        candidate.perSecondOfRounds());
                wrong += candidate.wrong();
            }
        }
        table.print(out);
        return wrong == 0;
    }

    @Override
    public void close() {
        thread.close();
    }
}
