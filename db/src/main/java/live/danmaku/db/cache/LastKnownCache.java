package live.danmaku.db.cache;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A store's values as every request needs them: asked for once a second each at most, and while the store is away as
 * they were last known. A change made elsewhere is seen within a second, or two when the store was away or took longer
 * than half a second. A value that is not there is remembered for that second only. Thread-safe.
 *
 * <p>Who asks for a known value waits half a second at most, and not at all once the store is known to be away:
 * meanwhile it is only tried, for one value at a time.
 *
 * <p>What is kept is bounded by its memory, not by how many values there are: clients choose the keys, and some of them
 * how large a value is. What does not fit is asked for again.
 */
public final class LastKnownCache<K, V> {

    private static final Duration FRESH_FOR = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final long MOST_BYTES = 32L * 1024 * 1024;

    /** Of a key, an entry, and an answer that there is no value. */
    private static final int BYTES_BESIDE_A_VALUE = 250;

    private final Function<K, CompletionStage<Optional<V>>> store;
    private final Cache<K, Known<V>> lastKnown;

    /** Its values are mostly those of {@link #lastKnown}. */
    private final AsyncLoadingCache<K, Optional<KnownValue<V>>> fresh;

    private final StoreAway away = new StoreAway(PATIENCE);

    /** @param changed whether this process has changed it since, so that it is to be waited for */
    private record Known<V>(KnownValue<V> value, boolean changed) {

        /** An answer that was waited for in vain may come after a later question's. */
        static <V> Known<V> newer(Known<V> one, Known<V> other) {
            return one.value().askedAt() - other.value().askedAt() > 0 ? one : other;
        }
    }

    /**
     * @param store asks the store; must not block
     * @param bytes how much memory a value takes, about
     */
    public LastKnownCache(Function<K, CompletionStage<Optional<V>>> store, ToIntFunction<V> bytes) {
        this(store, bytes, MOST_BYTES);
    }

    /** @param mostBytes of all values together */
    LastKnownCache(Function<K, CompletionStage<Optional<V>>> store, ToIntFunction<V> bytes, long mostBytes) {
        this.store = store;
        this.lastKnown = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher((K key, Known<V> known) ->
                        BYTES_BESIDE_A_VALUE + bytes.applyAsInt(known.value().value()))
                .build();
        this.fresh = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher((K key, Optional<KnownValue<V>> found) -> BYTES_BESIDE_A_VALUE
                        + found.map(known -> bytes.applyAsInt(known.value())).orElse(0))
                .expireAfterWrite(FRESH_FOR)
                .buildAsync((key, executor) -> load(key));
    }

    /** The value; fails when the store is away and never told it. */
    public CompletionStage<Optional<V>> get(K key) {
        return fresh.get(key).thenApply(found -> found.map(KnownValue::value));
    }

    /** As {@link #get}, with how old it may be. */
    public CompletionStage<Optional<KnownValue<V>>> known(K key) {
        return fresh.get(key);
    }

    /** Makes this process ask again, after it changed the value itself. */
    public void changed(K key) {
        lastKnown.asMap().computeIfPresent(key, (same, known) -> new Known<>(known.value(), true));
        fresh.synchronous().invalidate(key);
    }

    private CompletableFuture<Optional<KnownValue<V>>> load(K key) {
        @Nullable Known<V> known = lastKnown.getIfPresent(key);
        if (known == null) {
            return ask(key);
        }
        CompletableFuture<Optional<KnownValue<V>>> asLastKnown =
                CompletableFuture.completedFuture(Optional.of(known.value()));
        if (known.changed()) {
            return ask(key).exceptionallyCompose(failure -> asLastKnown);
        }
        if (away.isAway()) {
            if (away.mayTry()) {
                ask(key);
            }
            return asLastKnown;
        }
        // A copy: an answer that comes later is still to be heard.
        return ask(key).copy()
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> {
                    away.failed();
                    return asLastKnown;
                });
    }

    private CompletableFuture<Optional<KnownValue<V>>> ask(K key) {
        long askedAt = System.nanoTime();
        return store.apply(key)
                .toCompletableFuture()
                .thenApply(found -> found.map(value -> new KnownValue<>(value, askedAt)))
                .whenComplete((found, failure) -> {
                    if (failure != null) {
                        away.failed();
                        return;
                    }
                    away.answered();
                    found.ifPresent(value -> lastKnown.asMap().merge(key, new Known<>(value, false), Known::newer));
                });
    }
}
