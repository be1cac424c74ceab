package live.danmaku.db.cache;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A store's values as every request needs them: asked for once a second each at most, and while the store is away as they
 * were last known. A change made elsewhere is seen within a second. A value that is not there is remembered for that
 * second only. Thread-safe.
 */
public final class LastKnownCache<K, V> {

    private static final Duration FRESH_FOR = Duration.ofSeconds(1);
    private static final int MOST_VALUES = 100_000;

    private final Function<K, CompletionStage<Optional<V>>> store;
    private final Cache<K, V> lastKnown =
            Caffeine.newBuilder().maximumSize(MOST_VALUES).build();
    private final AsyncLoadingCache<K, Optional<V>> fresh = Caffeine.newBuilder()
            .maximumSize(MOST_VALUES)
            .expireAfterWrite(FRESH_FOR)
            .buildAsync((key, executor) -> load(key));

    /** @param store asks the store; must not block */
    public LastKnownCache(Function<K, CompletionStage<Optional<V>>> store) {
        this.store = store;
    }

    /** The value; fails when the store is away and never told it. */
    public CompletionStage<Optional<V>> get(K key) {
        return fresh.get(key);
    }

    /** Makes this process ask again, after it changed the value itself. */
    public void changed(K key) {
        fresh.synchronous().invalidate(key);
    }

    private CompletableFuture<Optional<V>> load(K key) {
        return store.apply(key)
                .toCompletableFuture()
                .whenComplete((found, failure) -> {
                    if (found != null) {
                        found.ifPresent(value -> lastKnown.put(key, value));
                    }
                })
                .exceptionallyCompose(failure -> {
                    @Nullable V known = lastKnown.getIfPresent(key);
                    return known == null
                            ? CompletableFuture.failedFuture(failure)
                            : CompletableFuture.completedFuture(Optional.of(known));
                });
    }
}
