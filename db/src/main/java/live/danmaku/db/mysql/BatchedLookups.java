package live.danmaku.db.mysql;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lookups of single keys, put to the store together, so that how often the store is asked does not depend on how many
 * keys clients invent: once in {@link #SPACING} at most, for {@link #MOST_KEYS} keys each, and {@link #AT_ONCE} times
 * at one time. A lookup while nothing else is asked goes at once.
 *
 * <p>A key is read from the store after its lookup came, never before: lookups share an answer only while their
 * question has not been put. Beyond {@link #MOST_WAITING} keys a lookup fails at once. Thread-safe, never blocks.
 */
final class BatchedLookups<K, V> {

    static final Duration SPACING = Duration.ofMillis(5);
    static final int MOST_KEYS = 256;
    static final int AT_ONCE = 2;
    static final int MOST_WAITING = 20_000;

    private final Function<List<K>, CompletionStage<Map<K, V>>> store;
    private final Runnable refused;

    /** What follows is guarded by this. */
    private final Map<K, CompletableFuture<Optional<V>>> waiting = new LinkedHashMap<>();

    private int onTheWay;
    private boolean timed;
    private long nextAt = System.nanoTime();

    /**
     * @param store gives those of the keys that are there; must not block
     * @param refused called for each lookup that fails because too many wait
     */
    BatchedLookups(Function<List<K>, CompletionStage<Map<K, V>>> store, Runnable refused) {
        this.store = store;
        this.refused = refused;
    }

    /** The key's value; fails as the store does, or by {@link RejectedExecutionException} when too many keys wait. */
    CompletionStage<Optional<V>> find(K key) {
        CompletableFuture<Optional<V>> answer;
        synchronized (this) {
            answer = waiting.get(key);
            if (answer == null && waiting.size() < MOST_WAITING) {
                answer = new CompletableFuture<>();
                waiting.put(key, answer);
            }
        }
        if (answer == null) {
            refused.run();
            return CompletableFuture.failedFuture(new RejectedExecutionException(
                    "%d keys are waiting to be looked up (expected: fewer)".formatted(MOST_WAITING)));
        }
        askIfDue();
        return answer;
    }

    private void askIfDue() {
        Map<K, CompletableFuture<Optional<V>>> batch = next();
        if (batch == null) {
            return;
        }
        answered(batch).whenComplete((found, failure) -> {
            synchronized (this) {
                onTheWay--;
            }
            askIfDue();
            batch.forEach((key, answer) -> {
                if (failure == null) {
                    answer.complete(Optional.ofNullable(found.get(key)));
                } else {
                    answer.completeExceptionally(failure);
                }
            });
        });
    }

    private CompletionStage<Map<K, V>> answered(Map<K, CompletableFuture<Optional<V>>> batch) {
        try {
            return store.apply(List.copyOf(batch.keySet()));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What is to be asked now; null when nothing waits, or it is not time yet. */
    private synchronized @Nullable Map<K, CompletableFuture<Optional<V>>> next() {
        if (waiting.isEmpty() || onTheWay >= AT_ONCE || timed) {
            return null;
        }
        long wait = nextAt - System.nanoTime();
        if (wait > 0) {
            timed = true;
            CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS, Runnable::run)
                    .execute(this::timeIsUp);
            return null;
        }
        nextAt = System.nanoTime() + SPACING.toNanos();
        onTheWay++;
        Map<K, CompletableFuture<Optional<V>>> batch = new LinkedHashMap<>();
        Iterator<Map.Entry<K, CompletableFuture<Optional<V>>>> all =
                waiting.entrySet().iterator();
        while (all.hasNext() && batch.size() < MOST_KEYS) {
            Map.Entry<K, CompletableFuture<Optional<V>>> one = all.next();
            batch.put(one.getKey(), one.getValue());
            all.remove();
        }
        return batch;
    }

    private void timeIsUp() {
        synchronized (this) {
            timed = false;
        }
        askIfDue();
    }
}
