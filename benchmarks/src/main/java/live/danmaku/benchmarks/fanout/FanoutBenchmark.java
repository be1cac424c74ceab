package live.danmaku.benchmarks.fanout;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import live.danmaku.benchmarks.load.HttpConnection;
import live.danmaku.benchmarks.load.LoadResult;
import live.danmaku.benchmarks.load.LoadThread;
import live.danmaku.benchmarks.load.OpenLoop;

/** The course of one case: its broadcasters in turn, in rounds. */
final class FanoutBenchmark implements AutoCloseable {

    private static final int PUBLISHERS = 16;

    private final LoadThread thread = new LoadThread();
    private final FanoutCase load;
    private final Duration warmUp;
    private final Duration slice;

    /** @param warmUp how long a broadcaster is loaded before it is measured */
    FanoutBenchmark(FanoutCase load, Duration warmUp, Duration slice) {
        this.load = load;
        this.warmUp = warmUp;
        this.slice = slice;
    }

    /** Loads one broadcaster and measures the last part of that; blocks. */
    FanoutRound measure(Broadcaster server) throws IOException, InterruptedException, ExecutionException {
        server.prepare(load);
        try (Subscribers subscribers = new Subscribers(thread, server, load)) {
            List<HttpConnection> publishers = thread.connect(server.publishAt(), PUBLISHERS);
            publish(server, publishers, warmUp);
            take(subscribers);
            Duration cpuBefore = server.cpuTime();
            long begin = System.nanoTime();
            LoadResult published = publish(server, publishers, slice);
            Duration cpu = server.cpuTime().minus(cpuBefore);
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
            Deliveries.Taken taken = take(subscribers);
            subscribers.check();
            return new FanoutRound(
                    taken.messages(),
                    published.right() + published.late(),
                    load.subscribers() / load.rooms(),
                    taken.frames() / (elapsed.toNanos() / 1e9) / load.subscribers(),
                    taken.micros().getValueAtPercentile(50) / 1e3,
                    taken.micros().getValueAtPercentile(99) / 1e3,
                    elapsed,
                    cpu);
        }
    }

    private LoadResult publish(Broadcaster server, List<HttpConnection> publishers, Duration duration)
            throws InterruptedException, ExecutionException, IOException {
        LoadResult published = OpenLoop.run(thread, publishers, server.messages(load), load.perSecond(), duration);
        if (published.wrong() > 0) {
            throw new IOException("%s refused %,d messages".formatted(server.name(), published.wrong()));
        }
        return published;
    }

    private Deliveries.Taken take(Subscribers subscribers) throws InterruptedException, ExecutionException {
        return thread.loop().submit(subscribers.deliveries()::take).get();
    }

    @Override
    public void close() {
        thread.close();
    }
}
