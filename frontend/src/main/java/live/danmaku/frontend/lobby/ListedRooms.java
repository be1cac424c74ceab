package live.danmaku.frontend.lobby;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.frontend.viewer.OnlineCounts;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;

/**
 * The newest rooms in a state, as of the last second: however many ask, the stores are asked once. What this front end
 * changed itself is seen at once. Thread-safe.
 */
public final class ListedRooms {

    private static final Duration FRESH_FOR = Duration.ofSeconds(1);
    private static final int MOST_LISTED = 500;

    private final RoomStore store;
    private final OnlineCounts online;
    private final AsyncLoadingCache<RoomState, List<RoomAnswer>> lists = Caffeine.newBuilder()
            .maximumSize(RoomState.values().length)
            .expireAfterWrite(FRESH_FOR)
            .buildAsync((state, executor) -> read(state).toCompletableFuture());

    public ListedRooms(RoomStore store, OnlineCounts online) {
        this.store = store;
        this.online = online;
    }

    CompletionStage<List<RoomAnswer>> in(RoomState state) {
        return lists.get(state);
    }

    /** This front end started or ended a room. */
    void changed() {
        lists.synchronous().invalidateAll();
    }

    private CompletionStage<List<RoomAnswer>> read(RoomState state) {
        return store.list(state, MOST_LISTED).thenCompose(found -> {
            List<CompletableFuture<RoomAnswer>> answers = found.stream()
                    .map(room -> withOnline(room).toCompletableFuture())
                    .toList();
            return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .thenApply(
                            all -> answers.stream().map(CompletableFuture::join).toList());
        });
    }

    CompletionStage<RoomAnswer> withOnline(Room room) {
        return online.of(room.id()).thenApply(count -> RoomAnswer.of(room, count));
    }
}
