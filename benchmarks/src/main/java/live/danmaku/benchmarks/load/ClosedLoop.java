package live.danmaku.benchmarks.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Every connection sends its next request as soon as it has the answer to the last: saturation. */
public final class ClosedLoop extends LoadRun {

    private final List<HttpConnection> connections;

    private ClosedLoop(RequestSource source, Duration duration, List<HttpConnection> connections) {
        super(source, duration);
        this.connections = connections;
    }

    /**
     * Blocks for {@code duration} and until the last answers are there.
     *
     * @throws ExecutionException when a connection failed
     */
    public static LoadResult run(
            LoadThread thread, List<HttpConnection> connections, RequestSource source, Duration duration)
            throws InterruptedException, ExecutionException {
        return run(thread, duration, () -> new ClosedLoop(source, duration, connections));
    }

    /** The same, and something that begins with it on the load thread. */
    public static LoadResult runBeside(
            LoadThread thread,
            List<HttpConnection> connections,
            RequestSource source,
            Duration duration,
            Runnable beside)
            throws InterruptedException, ExecutionException {
        return run(thread, duration, () -> {
            beside.run();
            return new ClosedLoop(source, duration, connections);
        });
    }

    @Override
    void start() {
        connections.forEach(this::free);
    }

    @Override
    void free(HttpConnection connection) {
        long now = System.nanoTime();
        if (now < end) {
            send(connection, now);
        }
    }

    @Override
    boolean isOver() {
        return System.nanoTime() >= end;
    }
}
