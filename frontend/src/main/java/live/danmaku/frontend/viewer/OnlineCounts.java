package live.danmaku.frontend.viewer;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.RoomId;
import live.danmaku.model.room.Presence;

/**
 * How many are watching a room, up to a second old, so that polls need not ask for it. While the store is away or slow it is
 * what was last known, or 0; no poll fails or waits for it. Thread-safe.
 */
public final class OnlineCounts {

    private static final Duration FRESH_FOR = Duration.ofSeconds(1);
    private static final long WAIT_MS = 100;
    private static final int MOST_ROOMS = 100_000;

    private final Cache<RoomId, Long> lastKnown =
            Caffeine.newBuilder().maximumSize(MOST_ROOMS).build();
    private final AsyncLoadingCache<RoomId, Long> counts;

    public OnlineCounts(Presence presence) {
        counts = Caffeine.newBuilder()
                .maximumSize(MOST_ROOMS)
                .expireAfterWrite(FRESH_FOR)
                .buildAsync((room, executor) -> load(presence, room));
    }

    /** Never fails. */
    public CompletionStage<Long> of(RoomId room) {
        CompletableFuture<Long> count = counts.get(room);
        return count.isDone() ? count : count.copy().completeOnTimeout(lastKnown(room), WAIT_MS, TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<Long> load(Presence presence, RoomId room) {
        return presence.count(room)
                .toCompletableFuture()
                .whenComplete((count, failure) -> {
                    if (count != null) {
                        lastKnown.put(room, count);
                    }
                })
                .exceptionally(failure -> lastKnown(room));
    }

    private long lastKnown(RoomId room) {
        Long known = lastKnown.getIfPresent(room);
        return known == null ? 0 : known;
    }
}
