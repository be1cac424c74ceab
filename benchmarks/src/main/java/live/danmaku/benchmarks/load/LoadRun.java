package live.danmaku.benchmarks.load;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** What closed and open loops share: counting answers until the time is over. For the load thread. */
abstract class LoadRun {

    /** How long after its end a run waits for the last answers. */
    private static final long PATIENCE_SECONDS = 30;

    final long begin = System.nanoTime();
    final long end;

    private final CompletableFuture<LoadResult> result = new CompletableFuture<>();

    private final RequestSource source;
    private final Duration duration;
    private final Histogram micros = new Histogram(3);
    private int underWay;
    private long right;
    private long wrong;
    private long late;

    LoadRun(RequestSource source, Duration duration) {
        this.source = source;
        this.duration = duration;
        this.end = begin + duration.toNanos();
    }

    abstract void start();

    /** Called when a connection has got its answer. */
    abstract void free(HttpConnection connection);

    /** Whether no more requests are to come. */
    abstract boolean isOver();

    final void send(HttpConnection connection, long since) {
        RequestSource.Request request = source.next();
        underWay++;
        connection.send(request.bytes(), new AnswerHandler() {
            @Override
            public void answered(int status, ByteBuf body) {
                long now = System.nanoTime();
                underWay--;
                count(request.isRight(status, body), since, now);
                free(connection);
                completeWhenDone();
            }

            @Override
            public void failed(Throwable cause) {
                result.completeExceptionally(cause);
            }
        });
    }

    private void count(boolean asWished, long since, long now) {
        if (now > end) {
            late++;
        } else if (asWished) {
            right++;
            micros.recordValue(Math.max(0, (now - since) / 1_000));
        } else {
            wrong++;
        }
    }

    final void addLate(long requests) {
        late += requests;
    }

    final void completeWhenDone() {
        if (underWay == 0 && isOver()) {
            result.complete(new LoadResult(right, wrong, late, micros, duration));
        }
    }

    /** Blocks another thread from the start of a run until it is over and has its last answers. */
    static LoadResult run(LoadThread thread, Duration duration, Supplier<LoadRun> made)
            throws InterruptedException, ExecutionException {
        CompletableFuture<LoadResult> result = new CompletableFuture<>();
        thread.loop().execute(() -> {
            LoadRun run = made.get();
            run.result.whenComplete((done, failure) -> {
                if (failure == null) {
                    result.complete(done);
                } else {
                    result.completeExceptionally(failure);
                }
            });
            run.start();
        });
        try {
            return result.get(duration.toSeconds() + PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new ExecutionException("no answer for %d s".formatted(PATIENCE_SECONDS), e);
        }
    }
}
