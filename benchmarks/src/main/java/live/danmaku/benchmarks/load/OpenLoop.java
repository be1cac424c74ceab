package live.danmaku.benchmarks.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Requests are due at a fixed rate, whatever the server does; time counts from when a request was due, so that a server
 * that stalls cannot hide it.
 */
public final class OpenLoop extends LoadRun {

    private static final long TICK_MICROS = 500;

    private final LoadThread thread;
    private final Deque<HttpConnection> idle;
    private final double nanosApart;
    private final long wanted;
    private long sent;
    private @Nullable ScheduledFuture<?> ticks;

    private OpenLoop(
            LoadThread thread,
            RequestSource source,
            double perSecond,
            Duration duration,
            List<HttpConnection> connections) {
        super(source, duration);
        this.thread = thread;
        this.idle = new ArrayDeque<>(connections);
        this.nanosApart = 1e9 / perSecond;
        this.wanted = Math.round(duration.toNanos() / nanosApart);
    }

    /**
     * Blocks for {@code duration} and until the last answers are there.
     *
     * @throws ExecutionException when a connection failed
     */
    public static LoadResult run(
            LoadThread thread,
            List<HttpConnection> connections,
            RequestSource source,
            double perSecond,
            Duration duration)
            throws InterruptedException, ExecutionException {
        return run(thread, duration, () -> new OpenLoop(thread, source, perSecond, duration, connections));
    }

    /** Begins, on the load thread, with what nobody waits for. */
    public static void begin(
            LoadThread thread,
            List<HttpConnection> connections,
            RequestSource source,
            double perSecond,
            Duration duration) {
        new OpenLoop(thread, source, perSecond, duration, connections).start();
    }

    @Override
    void start() {
        ticks = thread.loop().scheduleAtFixedRate(this::tick, 0, TICK_MICROS, TimeUnit.MICROSECONDS);
    }

    private void tick() {
        long now = System.nanoTime();
        if (now >= end && ticks != null) {
            ticks.cancel(false);
            addLate(wanted - sent);
            sent = wanted;
            completeWhenDone();
        }
        sendDue(now);
    }

    private void sendDue(long now) {
        while (sent < wanted && !idle.isEmpty()) {
            long due = begin + Math.round(sent * nanosApart);
            if (due > now) {
                return;
            }
            sent++;
            send(idle.pop(), due);
        }
    }

    @Override
    void free(HttpConnection connection) {
        idle.add(connection);
    }

    @Override
    boolean isOver() {
        return sent == wanted && System.nanoTime() >= end;
    }
}
