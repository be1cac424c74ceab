package live.danmaku.benchmarks.flood;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import live.danmaku.benchmarks.load.ClosedLoop;
import live.danmaku.benchmarks.load.HttpConnection;
import live.danmaku.benchmarks.load.LoadResult;
import live.danmaku.benchmarks.load.LoadThread;
import live.danmaku.benchmarks.load.OpenLoop;
import live.danmaku.benchmarks.load.WarmUp;
import live.danmaku.benchmarks.process.RoomSetup;
import live.danmaku.benchmarks.write.MessageSource;
import live.danmaku.benchmarks.write.Readers;
import live.danmaku.benchmarks.write.RoomFollower;
import live.danmaku.benchmarks.write.Visibility;

/** The course of {@code bench flood}: gifts at a fixed rate in one room, beside floods of comments in the same room. */
final class FloodBenchmark implements AutoCloseable {

    private static final int GIFT_CONNECTIONS = 16;

    /** A flood is there before the first gift and after the last. */
    private static final Duration MARGIN = Duration.ofMillis(500);

    private final LoadThread thread = new LoadThread();
    private final ExecutorService flooder = Executors.newSingleThreadExecutor(task -> new Thread(task, "flood"));
    private final int giftsPerSecond;
    private final Visibility gifts = new Visibility();
    private final Visibility comments = new Visibility();
    private final MessageSource giftSource;
    private final MessageSource commentSource;
    private final Readers giftReaders;
    private final Readers commentReaders;
    private final List<HttpConnection> giftConnections;
    private final List<HttpConnection> commentConnections;

    FloodBenchmark(URI server, int clients, int giftsPerSecond) throws IOException, InterruptedException {
        this.giftsPerSecond = giftsPerSecond;
        String run = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
        String room = "flood-" + run;
        RoomSetup setup = new RoomSetup(server);
        setup.createRoom(room);
        List<String> path = List.of("/v1/rooms/%s/messages".formatted(room));
        giftSource = MessageSource.gifts(server, path, setup.token(), "gift-" + run, gifts);
        commentSource = MessageSource.comments(server, path, setup.token(), "comment-" + run, comments);
        giftReaders = readers(server, room, "gift", "gift-" + run, gifts);
        commentReaders = readers(server, room, "comment", "comment-" + run, comments);
        giftConnections = thread.connect(server, GIFT_CONNECTIONS);
        commentConnections = thread.connect(server, clients);
    }

    private Readers readers(URI server, String room, String type, String run, Visibility visibility)
            throws InterruptedException {
        HttpConnection connection = thread.connect(server, 1).get(0);
        return new Readers(
                visibility,
                List.of(new RoomFollower(thread.loop(), connection, server, room, type, run, visibility, "start")));
    }

    /** Blocks until all is warm, at most for about {@code atMost}; says how it went. */
    String warmUp(Duration slice, Duration atMost) throws InterruptedException, ExecutionException, IOException {
        String how = WarmUp.run(
                List.of(
                        () -> ClosedLoop.run(thread, commentConnections, commentSource, slice)
                                .perSecond(),
                        () -> OpenLoop.run(thread, giftConnections, giftSource, giftsPerSecond, slice)
                                .perSecond()),
                atMost);
        drain();
        return how;
    }

    FloodRound measure(Flood flood, Duration slice) throws InterruptedException, ExecutionException, IOException {
        giftReaders.read(true);
        Future<LoadResult> flooded = flooder.submit(
                () -> flood.run(thread, commentConnections, commentSource, slice.plus(MARGIN.multipliedBy(2))));
        TimeUnit.MILLISECONDS.sleep(MARGIN.toMillis());
        LoadResult given = OpenLoop.run(thread, giftConnections, giftSource, giftsPerSecond, slice);
        LoadResult beside = flooded.get();
        giftReaders.awaitAllSeen();
        FloodRound round = FloodRound.of(given, beside, gifts.takeMicros());
        drain();
        return round;
    }

    /** Waits until everything accepted has been read, so that nobody pays for those before. */
    private void drain() throws InterruptedException, IOException {
        giftReaders.drain();
        commentReaders.drain();
    }

    Visibility gifts() {
        return gifts;
    }

    Visibility comments() {
        return comments;
    }

    @Override
    public void close() {
        flooder.shutdownNow();
        thread.close();
    }
}
