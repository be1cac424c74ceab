package live.danmaku.frontend.gift;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.gift.Gift;
import live.danmaku.model.gift.GiftCatalog;

/** Spares the store: the table is read again every few seconds at most, and the old one serves meanwhile. */
public final class CachedGifts implements GiftCatalog {

    private static final Duration FRESH_FOR = Duration.ofSeconds(5);

    private final AsyncLoadingCache<Boolean, List<Gift>> table;

    public CachedGifts(GiftCatalog store) {
        table = Caffeine.newBuilder()
                .maximumSize(1)
                .refreshAfterWrite(FRESH_FOR)
                .buildAsync((key, executor) -> store.list().toCompletableFuture());
    }

    @Override
    public CompletionStage<List<Gift>> list() {
        return table.get(true);
    }
}
