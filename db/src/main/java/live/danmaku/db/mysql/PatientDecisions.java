package live.danmaku.db.mysql;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.ops.Decision;
import live.danmaku.model.ops.DecisionLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * A log that waits for the one behind it, so that deciders call {@link #record} and go on. Decisions are kept one after the
 * other, each tried until it is; {@value #MOST_WAITING} may wait. What comes beyond that, and what can never be kept, is
 * dropped, its stage fails, and {@code danmaku.decisions.dropped} counts it. Thread-safe: one thread of its own tries.
 */
public final class PatientDecisions implements DecisionLog, AutoCloseable {

    static final int MOST_WAITING = 1_000;

    private static final Logger log = LoggerFactory.getLogger(PatientDecisions.class);

    private final DecisionLog behind;
    private final Duration pause;
    private final Counter dropped;
    private final Queue<Waiting> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(
            1, task -> new Thread(task, "decisions"), new ThreadPoolExecutor.DiscardPolicy());

    // Of the thread.
    private boolean trying;
    private boolean away;

    private record Waiting(Decision decision, CompletableFuture<Void> kept) {}

    /** @param pause between two attempts while the log behind fails */
    public PatientDecisions(DecisionLog behind, Duration pause, MeterRegistry registry) {
        this.behind = behind;
        this.pause = pause;
        this.dropped = Counter.builder("danmaku.decisions.dropped")
                .description("Decisions that the log could not keep")
                .register(registry);
    }

    @Override
    public CompletionStage<Void> record(Decision decision) {
        Waiting next = new Waiting(decision, new CompletableFuture<>());
        if (waiting.offer(next)) {
            thread.execute(this::tryFirst);
        } else {
            drop(next, new RejectedExecutionException("%d decisions wait already".formatted(MOST_WAITING)));
        }
        return next.kept();
    }

    @Override
    public CompletionStage<List<Decision>> list(@Nullable String kind, long before, int limit) {
        return behind.list(kind, before, limit);
    }

    private void tryFirst() {
        Waiting first = waiting.peek();
        if (trying || first == null) {
            return;
        }
        trying = true;
        behind.record(first.decision()).whenCompleteAsync((kept, failure) -> tried(first, failure), thread);
    }

    private void tried(Waiting first, @Nullable Throwable failure) {
        if (failure == null || isHopeless(failure)) {
            waiting.remove();
            away = false;
            if (failure == null) {
                first.kept().complete(null);
            } else {
                drop(first, failure);
            }
            tryNext();
            return;
        }
        if (!away) {
            away = true;
            log.warn("decisions wait for their log: {}", failure.toString());
        }
        thread.schedule(this::tryNext, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tryNext() {
        trying = false;
        tryFirst();
    }

    /** What the table refuses today it refuses tomorrow. */
    private static boolean isHopeless(Throwable failure) {
        return failure instanceof DataIntegrityViolationException
                || failure instanceof CompletionException
                        && failure.getCause() instanceof DataIntegrityViolationException;
    }

    private void drop(Waiting decision, Throwable why) {
        dropped.increment();
        decision.kept().completeExceptionally(why);
    }

    /** Ends; what still waits is lost, and the log says how much that is. */
    @Override
    public void close() {
        thread.shutdownNow();
        if (!waiting.isEmpty()) {
            log.warn("{} decisions were not kept", waiting.size());
        }
    }
}
