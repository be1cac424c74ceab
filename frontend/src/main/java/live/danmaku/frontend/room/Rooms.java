package live.danmaku.frontend.room;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomStore;
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * Rooms as every request needs them: asked for once a second each at most, and while the store is away as they were last
 * known. A change made elsewhere is seen within a second. Thread-safe.
 */
public final class Rooms {

    private static final Duration FRESH_FOR = Duration.ofSeconds(1);
    private static final int MOST_ROOMS = 100_000;

    private final Cache<RoomId, Room> lastKnown =
            Caffeine.newBuilder().maximumSize(MOST_ROOMS).build();
    private final AsyncLoadingCache<RoomId, Optional<Room>> fresh;

    public Rooms(RoomStore store) {
        fresh = Caffeine.newBuilder()
                .maximumSize(MOST_ROOMS)
                .expireAfterWrite(FRESH_FOR)
                .buildAsync((id, executor) -> load(store, id));
    }

    private CompletableFuture<Optional<Room>> load(RoomStore store, RoomId id) {
        return store.find(id)
                .toCompletableFuture()
                .whenComplete((found, failure) -> {
                    if (found != null) {
                        found.ifPresent(room -> lastKnown.put(id, room));
                    }
                })
                .exceptionallyCompose(failure -> {
                    @Nullable Room known = lastKnown.getIfPresent(id);
                    return known == null
                            ? CompletableFuture.failedFuture(failure)
                            : CompletableFuture.completedFuture(Optional.of(known));
                });
    }

    /**
     * @param room a room id as it came in a path
     * @return the room; fails with an {@link ApiException} 404 when there is none of that name
     */
    public CompletionStage<Room> require(String room) {
        RoomId id;
        try {
            id = new RoomId(room);
        } catch (IllegalArgumentException e) {
            throw ApiException.notFound("no room '%s': %s".formatted(room, e.getMessage()));
        }
        return fresh.get(id)
                .thenApply(found -> found.orElseThrow(() ->
                        ApiException.notFound("no room '%s' (expected: a room that was started)".formatted(room))));
    }

    /** Makes this front end ask again, after it changed the room itself. */
    public void changed(RoomId id) {
        fresh.synchronous().invalidate(id);
    }
}
