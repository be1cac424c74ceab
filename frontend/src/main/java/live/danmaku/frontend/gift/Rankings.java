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
    private static final int MOST_ROOMS = 1_000;

    private final Cache<RoomId, List<GiftTotal>> lastKnown =
            Caffeine.newBuilder().maximumSize(MOST_ROOMS).build();
    private final AsyncLoadingCache<RoomId, List<GiftTotal>> fresh;

    public Rankings(GiftLedger ledger) {
        fresh = Caffeine.newBuilder()
                .maximumSize(MOST_ROOMS)
                .expireAfterWrite(FRESH_FOR)
                .buildAsync((room, executor) -> load(ledger, room));
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
