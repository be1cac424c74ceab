package live.danmaku.frontend.gift;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;
import live.danmaku.model.gift.GiftLedger;
import live.danmaku.model.gift.GiftTotal;
import org.jspecify.annotations.Nullable;

/**
 * Who gave most in a room: asked for once a second at most, however many watch, and while the ledger is away as it was
 * last known. Thread-safe.
 */
public final class Rankings {

    /** How many rows a ranking has at most. */
    static final int MOST_ROWS = 500;

    private static final Duration FRESH_FOR = Duration.ofSeconds(1);

    /** Of all rankings together; a row takes 300 bytes at most. */
    private static final int MOST_ROWS_KEPT = 100_000;

    private final Cache<RoomId, List<GiftTotal>> lastKnown = Caffeine.newBuilder()
            .maximumWeight(MOST_ROWS_KEPT)
            .weigher(Rankings::rows)
            .build();
    private final AsyncLoadingCache<RoomId, List<GiftTotal>> fresh;

    public Rankings(GiftLedger ledger) {
        fresh = Caffeine.newBuilder()
                .maximumWeight(MOST_ROWS_KEPT)
                .weigher(Rankings::rows)
                .expireAfterWrite(FRESH_FOR)
                .buildAsync((room, executor) -> load(ledger, room));
    }

    /** That there are none is kept, too. */
    private static int rows(RoomId room, List<GiftTotal> rows) {
        return 1 + rows.size();
    }

    private CompletableFuture<List<GiftTotal>> load(GiftLedger ledger, RoomId room) {
        return ledger.ranking(room, MOST_ROWS)
                .toCompletableFuture()
                .whenComplete((rows, failure) -> {
                    if (rows != null) {
                        lastKnown.put(room, rows);
                    }
                })
                .exceptionallyCompose(failure -> {
                    @Nullable List<GiftTotal> known = lastKnown.getIfPresent(room);
                    return known == null
                            ? CompletableFuture.failedFuture(failure)
                            : CompletableFuture.completedFuture(known);
                });
    }

    /** @param limit 1 to {@value #MOST_ROWS} */
    CompletionStage<List<GiftTotal>> of(RoomId room, int limit) {
        return fresh.get(room).thenApply(rows -> rows.subList(0, Math.min(limit, rows.size())));
    }
}
