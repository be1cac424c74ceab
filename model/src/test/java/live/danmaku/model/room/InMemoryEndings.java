package live.danmaku.model.room;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import live.danmaku.model.RoomId;

/** Endings in memory, which can be away. Thread-safe. */
public final class InMemoryEndings implements Endings {

    private final Set<RoomId> announced = ConcurrentHashMap.newKeySet();
    private volatile boolean away;

    public void setAway(boolean away) {
        this.away = away;
    }

    /** Loses all, as a store that fails over may. */
    public void clear() {
        announced.clear();
    }

    @Override
    public CompletionStage<Void> announce(Collection<RoomId> rooms) {
        return away ? isAway() : CompletableFuture.runAsync(() -> announced.addAll(rooms), Runnable::run);
    }

    @Override
    public CompletionStage<Boolean> isAnnounced(RoomId room) {
        return away ? isAway() : CompletableFuture.completedFuture(announced.contains(room));
    }

    private static <T> CompletionStage<T> isAway() {
        return CompletableFuture.failedFuture(new IllegalStateException("the store is away"));
    }
}
