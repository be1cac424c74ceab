package live.danmaku.frontend.viewer;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;
import live.danmaku.model.room.Presence;

/** How many are watching a room, up to a second old, so that polls need not ask for it. Thread-safe. */
public final class OnlineCounts {

    private static final Duration FRESH_FOR = Duration.ofSeconds(1);
    private static final int MOST_ROOMS = 100_000;

    private final AsyncLoadingCache<RoomId, Long> counts;

    public OnlineCounts(Presence presence) {
        counts = Caffeine.newBuilder()
                .maximumSize(MOST_ROOMS)
                .expireAfterWrite(FRESH_FOR)
                .buildAsync((room, executor) -> presence.count(room).toCompletableFuture());
    }

    public CompletionStage<Long> of(RoomId room) {
        return counts.get(room);
    }
}
