package live.danmaku.benchmarks.poll;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import live.danmaku.benchmarks.load.HttpConnection;
import live.danmaku.benchmarks.load.LoadResult;
import live.danmaku.benchmarks.load.LoadThread;
import live.danmaku.benchmarks.load.OpenLoop;
import live.danmaku.benchmarks.load.PollRequest;
import live.danmaku.benchmarks.process.MeasuredServer;
import live.danmaku.benchmarks.process.RoomSetup;
import live.danmaku.benchmarks.process.ServerMetrics;
import live.danmaku.benchmarks.report.Figures;
import live.danmaku.benchmarks.report.Table;

/** Many small rooms, each polled by a few viewers every 2 s: what is read from Redis. */
final class ColdRoomsBenchmark implements AutoCloseable {

    private static final double POLLS_A_VIEWER = 0.5;
    private static final int LIKELY_MOST = 16 * 1_024;

    private final MeasuredServer danmaku;
    private final int viewers;
    private final List<String> paths = new ArrayList<>();
    private final LoadThread thread = new LoadThread();
    private final List<HttpConnection> connections;

    /** Makes the rooms; blocks. */
    ColdRoomsBenchmark(MeasuredServer danmaku, int rooms, int viewersEach) throws IOException, InterruptedException {
        this.danmaku = danmaku;
        this.viewers = rooms * viewersEach;
        URI url = danmaku.url();
        RoomSetup setup = new RoomSetup(url);
        String run = "cold-" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36) + "-";
        for (int i = 0; i < rooms; i++) {
            setup.createRoom(run + i);
            setup.comment(run + i, "hello");
            paths.add("/v1/rooms/%s%d/messages".formatted(run, i));
        }
        connections = thread.connect(url, Math.min(viewers, 2_000));
    }

    /** Measures and prints; blocks. Whether every answer was right. */
    boolean run(PrintWriter out, Duration warmUp, Duration length)
            throws IOException, InterruptedException, ExecutionException {
        ServerMetrics metrics = new ServerMetrics(danmaku.url());
        PollRequest requests = new PollRequest(danmaku.url(), paths, 1, LIKELY_MOST);
        double perSecond = viewers * POLLS_A_VIEWER;
        OpenLoop.run(thread, connections, requests, perSecond, warmUp);
        double readsBefore = metrics.sum("danmaku_redis_reads");
        Duration before = danmaku.cpuTime();
        LoadResult result = OpenLoop.run(thread, connections, requests, perSecond, length);
        double cores = danmaku.cpuTime().minus(before).toNanos() / 1e9 / (length.toNanos() / 1e9);
        double reads = (metrics.sum("danmaku_redis_reads") - readsBefore) / (length.toNanos() / 1e9);
        Table table = new Table(
                "%,d cold rooms, %,d viewers".formatted(paths.size(), viewers),
                "polls/s",
                "p50 ms",
                "p99 ms",
                "late",
                "cores of the front end",
                "reads/s of Redis",
                "wrong answers");
        table.row(
                "danmaku, a poll each 2 s",
                Figures.count(result.perSecond()),
                Figures.millis(result.millis(50)),
                Figures.millis(result.millis(99)),
                Long.toString(result.late()),
                Figures.ratio(cores),
                Figures.count(reads),
                Long.toString(result.wrong()));
        table.print(out);
        return result.wrong() == 0;
    }

    @Override
    public void close() {
        thread.close();
    }
}
