package live.danmaku.benchmarks.replay;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import live.danmaku.benchmarks.BenchOptions;
import live.danmaku.benchmarks.load.ClosedLoop;
import live.danmaku.benchmarks.load.HttpConnection;
import live.danmaku.benchmarks.load.LoadResult;
import live.danmaku.benchmarks.load.LoadThread;
import live.danmaku.benchmarks.load.OpenLoop;
import live.danmaku.benchmarks.load.PollRequest;
import live.danmaku.benchmarks.process.MeasuredServer;
import live.danmaku.benchmarks.process.RoomSetup;
import live.danmaku.benchmarks.process.ServerMetrics;
import live.danmaku.benchmarks.report.Candidate;
import live.danmaku.benchmarks.report.Figures;
import live.danmaku.benchmarks.report.Round;
import live.danmaku.benchmarks.report.Table;

/** One stream, its viewers, and a live room beside it. Everything blocks. */
final class ReplayBenchmark implements AutoCloseable {

    private static final double COLD_A_SECOND = 20;
    private static final double COLD_IN_A_HURRY = 200;
    private static final int POPULAR_SPANS = 20;
    private static final double SECONDS_A_QUESTION = 10;
    private static final int MOST_CONNECTIONS = 256;
    private static final double LIVE_POLLS = 100;

    /** So many that none of them becomes hot. */
    private static final int LIVE_ROOMS = 10;

    private static final int LEAST_BYTES = 200;
    private static final int MOST_BYTES = 1_000_000;
    private static final String SLICES_OF_MYSQL = "danmaku_replay_slices_total{tier=\"mysql\"";
    private static final String SLICES_OF_REDIS = "danmaku_replay_slices_total{tier=\"redis\"";

    private final URI live;
    private final MeasuredServer playback;
    private final int viewers;
    private final RoomSetup setup;
    private final ServerMetrics metrics;
    private final LoadThread thread = new LoadThread();
    private List<HttpConnection> connections = List.of();
    private final String run = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
    private LongStream stream = new LongStream("", 0);

    /** @param viewers who watch at once */
    ReplayBenchmark(URI live, MeasuredServer playback, int viewers) throws IOException, InterruptedException {
        this.live = live;
        this.playback = playback;
        this.viewers = viewers;
        this.setup = new RoomSetup(live);
        this.metrics = new ServerMetrics(playback.url());
    }

    void importStream(int messages, PrintWriter out) throws IOException, InterruptedException {
        stream = new LongStream("replay-" + run, messages);
        long begin = System.nanoTime();
        stream.importTo(playback.url(), setup.token());
        double seconds = (System.nanoTime() - begin) / 1e9;
        // Not before: servers close connections on which nothing comes for so long.
        connections = thread.connect(playback.url(), Math.min(viewers, MOST_CONNECTIONS));
        out.printf("%,d messages imported in %.0f s, %s/s%n%n", messages, seconds, Figures.count(messages / seconds));
        out.flush();
    }

    /** Every span once, when nobody has asked for it before. */
    boolean cold(BenchOptions options, PrintWriter out) throws IOException, InterruptedException, ExecutionException {
        double perSecond = options.isQuick() ? COLD_IN_A_HURRY : COLD_A_SECOND;
        Duration length = Duration.ofMillis(Math.round(LongStream.spans() / perSecond * 1_000));
        Duration before = playback.cpuTime();
        LoadResult result =
                OpenLoop.run(thread, connections, requests(stream.questionsInDisorder()), perSecond, length);
        Round round = Round.of(result, playback.cpuTime().minus(before));
        double read = metrics.sum(SLICES_OF_MYSQL);
        double found = metrics.sum(SLICES_OF_REDIS);
        Table table = new Table(
                "cold, every span once",
                "answers/s",
                "p50 ms",
                "p99 ms",
                "per CPU-s",
                "slices read from MySQL",
                "from Redis",
                "wrong or late answers");
        table.row(
                "%,d spans of 10 s".formatted(LongStream.spans()),
                Figures.count(round.perSecond()),
                Figures.millis(round.p50()),
                Figures.millis(round.p99()),
                Figures.count(round.perCpuSecond()),
                Figures.count(read),
                Figures.count(found),
                Long.toString(result.wrong() + result.late()));
        table.print(out);
        out.println();
        return result.wrong() == 0;
    }

    /** A part that many watch, and all of it in disorder, as fast as it goes. */
    boolean hot(BenchOptions options, PrintWriter out) throws InterruptedException, ExecutionException {
        Table table = new Table("hot", "answers/s", "p50 ms", "p99 ms", "per CPU-s", "wrong answers");
        boolean right = saturate(
                "%d spans that all watch".formatted(POPULAR_SPANS),
                stream.questions(IntStream.range(0, POPULAR_SPANS)),
                options,
                table);
        right &= saturate("all spans, in disorder", stream.questionsInDisorder(), options, table);
        table.print(out);
        out.println();
        return right;
    }

    private boolean saturate(String name, List<String> questions, BenchOptions options, Table table)
            throws InterruptedException, ExecutionException {
        List<HttpConnection> some = connections.subList(0, Math.min(connections.size(), options.clients()));
        PollRequest requests = requests(questions);
        ClosedLoop.run(thread, some, requests, options.seconds(25));
        Candidate candidate = new Candidate(name);
        for (int i = 0; i < options.rounds(3); i++) {
            Duration before = playback.cpuTime();
            LoadResult result = ClosedLoop.run(thread, some, requests, options.slice(4));
            candidate.add(Round.of(result, playback.cpuTime().minus(before)));
        }
        table.row(
                name,
                Figures.count(candidate.median(Round::perSecond)),
                Figures.millis(candidate.median(Round::p50)),
                Figures.millis(candidate.median(Round::p99)),
                Figures.count(candidate.median(Round::perCpuSecond)),
                Long.toString(candidate.wrong()));
        return candidate.wrong() == 0;
    }

    /** Polls of small live rooms, with and without the viewers. */
    boolean besideLive(BenchOptions options, PrintWriter out)
            throws IOException, InterruptedException, ExecutionException {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < LIVE_ROOMS; i++) {
            String room = "live-%s-%d".formatted(run, i);
            setup.createRoom(room);
            setup.comment(room, "hello");
            paths.add("/v1/rooms/%s/messages".formatted(room));
        }
        PollRequest polls = new PollRequest(live, paths, LEAST_BYTES / 2, MOST_BYTES);
        List<HttpConnection> pollers = thread.connect(live, 64);
        PollRequest questions = requests(stream.questionsInDisorder());
        Duration slice = options.slice(8);
        OpenLoop.run(thread, pollers, polls, LIVE_POLLS, options.seconds(15));
        Candidate alone = new Candidate("alone");
        Candidate beside = new Candidate("beside %,d viewers of the replay".formatted(viewers));
        for (int i = 0; i < options.rounds(5); i++) {
            alone.add(Round.of(OpenLoop.run(thread, pollers, polls, LIVE_POLLS, slice), Duration.ZERO));
            thread.loop()
                    .execute(() -> OpenLoop.begin(thread, connections, questions, viewers / SECONDS_A_QUESTION, slice));
            beside.add(Round.of(OpenLoop.run(thread, pollers, polls, LIVE_POLLS, slice), Duration.ZERO));
        }
        Table table = new Table(
                "%.0f live polls/s".formatted(LIVE_POLLS),
                "answers/s",
                "p50 ms",
                "p99 ms",
                "p99 to alone",
                "wrong answers");
        for (Candidate candidate : List.of(alone, beside)) {
            table.row(
                    candidate.name(),
                    Figures.count(candidate.median(Round::perSecond)),
                    Figures.millis(candidate.median(Round::p50)),
                    Figures.millis(candidate.median(Round::p99)),
                    Figures.ratio(candidate.ratioTo(alone, Round::p99)),
                    Long.toString(candidate.wrong()));
        }
        table.print(out);
        return alone.wrong() + beside.wrong() == 0;
    }

    private PollRequest requests(List<String> questions) {
        return new PollRequest(playback.url(), questions, LEAST_BYTES, MOST_BYTES);
    }

    @Override
    public void close() {
        thread.close();
    }
}
