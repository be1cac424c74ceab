package live.danmaku.benchmarks.poll;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import live.danmaku.benchmarks.load.ClosedLoop;
import live.danmaku.benchmarks.load.FixedRequest;
import live.danmaku.benchmarks.load.HttpConnection;
import live.danmaku.benchmarks.load.LoadResult;
import live.danmaku.benchmarks.load.LoadThread;
import live.danmaku.benchmarks.load.OpenLoop;
import live.danmaku.benchmarks.load.PollRequest;
import live.danmaku.benchmarks.load.RequestSource;
import live.danmaku.benchmarks.load.WarmUp;
import live.danmaku.benchmarks.process.MeasuredServer;
import live.danmaku.benchmarks.process.RoomSetup;
import live.danmaku.benchmarks.process.ServerMetrics;
import live.danmaku.benchmarks.report.Candidate;
import live.danmaku.benchmarks.report.ComparisonTable;
import live.danmaku.benchmarks.report.Figures;
import live.danmaku.benchmarks.report.Round;
import live.danmaku.benchmarks.write.MessageSource;
import live.danmaku.benchmarks.write.Readers;
import live.danmaku.benchmarks.write.RoomFollower;
import live.danmaku.benchmarks.write.Visibility;

/** One hot room into which messages come, polled by so many clients, beside servers of constants. */
final class HotRoomBenchmark implements AutoCloseable {

    private static final Duration HOT_WITHIN = Duration.ofSeconds(20);

    private final int clients;
    private final int messagesPerSecond;
    private final MeasuredServer danmaku;
    private final PolledRoom room;
    private final LoadThread thread = new LoadThread();
    private final List<Target> targets = new ArrayList<>();
    private final Target ours;
    private final Visibility visibility = new Visibility();
    private final Readers readers;
    private final MessageSource messages;
    private final List<HttpConnection> writers;
    private final ServerMetrics metrics;
    private double reads;
    private double readSeconds;

    /** @param nginx answers {@code /page}, as {@code webFlux} does */
    HotRoomBenchmark(
            MeasuredServer danmaku,
            MeasuredServer webFlux,
            Optional<MeasuredServer> nginx,
            PolledRoom room,
            int clients,
            int messagesPerSecond)
            throws IOException, InterruptedException {
        this.clients = clients;
        this.messagesPerSecond = messagesPerSecond;
        this.danmaku = danmaku;
        this.room = room;
        this.metrics = new ServerMetrics(danmaku.url());
        if (nginx.isPresent()) {
            targets.add(constant("nginx, static file", nginx.get()));
        }
        targets.add(constant("WebFlux, constant", webFlux));
        ours = new Target(
                new Candidate("danmaku, hot room"),
                danmaku,
                thread.connect(danmaku.url(), clients),
                new PollRequest(danmaku.url(), List.of(room.pagePath()), room.pageBytes() / 2, room.pageBytes() * 2));
        targets.add(ours);
        RoomSetup setup = new RoomSetup(danmaku.url());
        String run = room.run() + "-" + clients;
        writers = thread.connect(danmaku.url(), 16);
        messages = MessageSource.comments(
                danmaku.url(), List.of("/v1/rooms/%s/messages".formatted(room.id())), setup.token(), run, visibility);
        String cursor = setup.poll(room.id(), "limit=1").path("cursor").asString();
        HttpConnection connection = thread.connect(danmaku.url(), 1).get(0);
        readers = new Readers(
                visibility,
                List.of(new RoomFollower(
                        thread.loop(), connection, danmaku.url(), room.id(), "", run, visibility, cursor)));
    }

    private Target constant(String name, MeasuredServer server) throws InterruptedException {
        return new Target(
                new Candidate(name),
                server,
                thread.connect(server.url(), clients),
                new FixedRequest(server.url(), "/page", room.pageBytes()));
    }

    private record Target(
            Candidate candidate, MeasuredServer server, List<HttpConnection> connections, RequestSource requests) {}

    /** Blocks until all are warm, at most for about {@code atMost}; says how it went. */
    String warmUp(Duration slice, Duration atMost) throws IOException, InterruptedException, ExecutionException {
        awaitHot();
        readers.read(true);
        List<WarmUp.Slice> candidates = new ArrayList<>();
        for (Target target : targets) {
            candidates.add(() -> load(target, slice).perSecond());
        }
        String how = WarmUp.run(candidates, atMost);
        readers.awaitAllSeen();
        visibility.takeMicros();
        return how;
    }

    private void awaitHot() throws IOException, InterruptedException, ExecutionException {
        double before = metrics.sum("danmaku_hot_polls");
        long deadline = System.nanoTime() + HOT_WITHIN.toNanos();
        while (metrics.sum("danmaku_hot_polls") <= before + 1) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the room is not hot after %d s".formatted(HOT_WITHIN.toSeconds()));
            }
            ClosedLoop.run(thread, ours.connections().subList(0, 1), ours.requests(), Duration.ofMillis(300));
        }
    }

    void measure(int rounds, Duration slice) throws IOException, InterruptedException, ExecutionException {
        for (int i = 0; i < rounds; i++) {
            for (Target target : targets) {
                double readsBefore = metrics.sum("danmaku_hot_reads");
                long begin = System.nanoTime();
                Duration before = target.server().cpuTime();
                LoadResult result = load(target, slice);
                target.candidate()
                        .add(Round.of(result, target.server().cpuTime().minus(before)));
                if (target == ours) {
                    reads += metrics.sum("danmaku_hot_reads") - readsBefore;
                    readSeconds += (System.nanoTime() - begin) / 1e9;
                }
            }
            readers.awaitAllSeen();
        }
    }

    /** Ours is loaded while messages come, which costs it time, too. */
    private LoadResult load(Target target, Duration slice) throws InterruptedException, ExecutionException {
        if (target != ours) {
            return ClosedLoop.run(thread, target.connections(), target.requests(), slice);
        }
        return ClosedLoop.runBeside(
                thread,
                target.connections(),
                target.requests(),
                slice,
                () -> OpenLoop.begin(thread, writers, messages, messagesPerSecond, slice));
    }

    /** @return whether every answer was right and every message was seen, once */
    boolean print(PrintWriter out) {
        ComparisonTable table = new ComparisonTable(
                "%d clients, %d bytes".formatted(clients, room.pageBytes()),
                "answers/s",
                "ours to it",
                candidate -> ours.candidate().ratioTo(candidate, Round::perCpuSecond));
        targets.forEach(target -> table.add(target.candidate()));
        table.print(out);
        var micros = visibility.takeMicros();
        out.printf(
                "%d messages/s into that room meanwhile: from 202 to visible in its polls p50 %s ms, p99 %s ms, most %s ms;"
                        + " %s reads/s of Redis for it; %,d accepted, %,d seen, %,d twice%n%n",
                messagesPerSecond,
                Figures.millis(micros.getValueAtPercentile(50) / 1e3),
                Figures.millis(micros.getValueAtPercentile(99) / 1e3),
                Figures.millis(micros.getMaxValue() / 1e3),
                Figures.ratio(reads / readSeconds),
                visibility.accepted(),
                visibility.visible(),
                visibility.duplicates());
        return table.wrong() == 0 && visibility.accepted() == visibility.visible() && visibility.duplicates() == 0;
    }

    @Override
    public void close() {
        readers.read(false);
        thread.close();
    }
}
