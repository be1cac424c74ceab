package live.danmaku.benchmarks.fanout;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import live.danmaku.benchmarks.load.HttpConnection;
import live.danmaku.benchmarks.load.LoadResult;
import live.danmaku.benchmarks.load.LoadThread;
import live.danmaku.benchmarks.load.OpenLoop;

/** A broadcaster with the subscribers and the publishers of a case. */
final class FanoutLoad implements AutoCloseable {

    private static final int PUBLISHERS = 16;

    private final LoadThread thread;
    private final Broadcaster server;
    private final FanoutCase load;
    private final Subscribers subscribers;
    private final List<HttpConnection> publishers;

    /** Connects all; blocks until they are in their rooms. */
    FanoutLoad(LoadThread thread, Broadcaster server, FanoutCase load) throws IOException, InterruptedException {
        this.thread = thread;
        this.server = server;
        this.load = load;
        this.subscribers = new Subscribers(thread, server, load);
        this.publishers = thread.connect(server.publishAt(), PUBLISHERS);
    }

    /** Publishes for so long, and counts nothing; blocks. */
    void warmUp(Duration duration) throws IOException, InterruptedException, ExecutionException {
        publish(duration);
        take();
    }

    /** Publishes for so long; blocks. */
    FanoutRound measure(Duration duration) throws IOException, InterruptedException, ExecutionException {
        Duration cpuBefore = server.cpuTime();
        long begin = System.nanoTime();
        LoadResult published = publish(duration);
        Duration cpu = server.cpuTime().minus(cpuBefore);
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        Deliveries.Taken taken = take();
        subscribers.check();
        return new FanoutRound(
                taken.messages(),
                published.right() + published.late(),
                load.subscribers() / load.rooms(),
                taken.frames() / (elapsed.toNanos() / 1e9) / load.subscribers(),
                taken.micros().getValueAtPercentile(50) / 1e3,
                taken.micros().getValueAtPercentile(99) / 1e3,
                taken.sinceAppend().getTotalCount() == 0
                        ? Double.NaN
                        : taken.sinceAppend().getValueAtPercentile(99),
                elapsed,
                cpu);
    }

    private LoadResult publish(Duration duration) throws InterruptedException, ExecutionException, IOException {
        LoadResult published = OpenLoop.run(thread, publishers, server.messages(load), load.perSecond(), duration);
        if (published.wrong() > 0) {
            throw new IOException("%s refused %,d messages".formatted(server.name(), published.wrong()));
        }
        return published;
    }

    private Deliveries.Taken take() throws InterruptedException, ExecutionException {
        return thread.loop().submit(subscribers.deliveries()::take).get();
    }

    @Override
    public void close() {
        subscribers.close();
    }
}
