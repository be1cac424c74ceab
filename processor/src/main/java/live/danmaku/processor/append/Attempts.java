package live.danmaku.processor.append;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls stores, one attempt of a batch at a time, and repeats what fails after a while. Thread-safe.
 */
final class Attempts implements AutoCloseable {

    static final Duration FIRST_RETRY = Duration.ofMillis(50);

    private static final Logger log = LoggerFactory.getLogger(Attempts.class);
    private static final Duration LAST_RETRY = Duration.ofSeconds(1);

    private final Duration deadAfter;
    private final ScheduledExecutorService retries =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "append-retries"));

    /**
     * @param deadAfter a store's call that has not ended by then is taken for dead; far more than any of them takes, because
     *     a second attempt beside a first that lives takes the store's threads and connections from all others
     */
    Attempts(Duration deadAfter) {
        this.deadAfter = deadAfter;
    }

    /**
     * Calls a store and hands on its answer or its failure. A store that throws, or never answers at all, has failed: a
     * lane must not wait for ever.
     */
    <T> void answerOf(Supplier<CompletionStage<T>> call, BiConsumer<@Nullable T, @Nullable Throwable> next) {
        CompletableFuture<T> answer = CompletableFuture.completedFuture(call)
                .thenCompose(Supplier::get)
                .orTimeout(deadAfter.toMillis(), TimeUnit.MILLISECONDS);
        answer.whenComplete(next).exceptionally(failure -> {
            // Expected failures were handed on; this one is of what was done with them.
            if (!answer.isCompletedExceptionally()) {
                log.error("unexpected error; a lane is stuck", failure);
            }
            return null;
        });
    }

    /** Repeats a step some time later, which is told how long to wait next time. */
    void again(Duration after, Consumer<Duration> step) {
        Duration later = after.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? after.multipliedBy(2) : LAST_RETRY;
        if (!retries.isShutdown()) {
            retries.schedule(() -> step.accept(later), after.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void every(Duration period, Runnable task) {
        retries.scheduleAtFixedRate(task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        retries.shutdownNow();
    }
}
