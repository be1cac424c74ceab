package live.danmaku.model.room;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import org.jspecify.annotations.Nullable;

/** Presence in memory that can be away. Thread-safe by one lock. */
public final class InMemoryPresence implements Presence {

    private record Viewer(Sender who, long seen) {}

    private final Map<RoomId, Map<UserId, Viewer>> rooms = new HashMap<>();
    private final LongSupplier clock;
    private boolean away;

    /** @param clock in ms */
    public InMemoryPresence(LongSupplier clock) {
        this.clock = clock;
    }

    public synchronized void setAway(boolean away) {
        this.away = away;
    }

    @Override
    public synchronized CompletionStage<Boolean> enter(RoomId room, Sender viewer) {
        return away
                ? failure()
                : CompletableFuture.completedFuture(
                        viewers(room).put(viewer.uid(), new Viewer(viewer, clock.getAsLong())) == null);
    }

    @Override
    public synchronized CompletionStage<Boolean> leave(RoomId room, UserId viewer) {
        return away
                ? failure()
                : CompletableFuture.completedFuture(viewers(room).remove(viewer) != null);
    }

    @Override
    public synchronized CompletionStage<List<UserId>> refresh(RoomId room, Collection<UserId> viewers) {
        if (away) {
            return failure();
        }
        List<UserId> missing = new ArrayList<>();
        for (UserId uid : viewers) {
            if (viewers(room).computeIfPresent(uid, (key, old) -> new Viewer(old.who(), clock.getAsLong())) == null) {
                missing.add(uid);
            }
        }
        return CompletableFuture.completedFuture(missing);
    }

    @Override
    public synchronized CompletionStage<List<UserId>> leaveIfSilent(
            RoomId room, Collection<UserId> viewers, long silentForMs) {
        if (away) {
            return failure();
        }
        List<UserId> left = new ArrayList<>();
        long latest = clock.getAsLong() - silentForMs;
        for (UserId uid : viewers) {
            @Nullable Viewer viewer = viewers(room).get(uid);
            if (viewer != null && viewer.seen() <= latest) {
                viewers(room).remove(uid);
                left.add(uid);
            }
        }
        return CompletableFuture.completedFuture(left);
    }

    @Override
    public synchronized CompletionStage<List<Sender>> list(RoomId room, int offset, int limit) {
        return away
                ? failure()
                : CompletableFuture.completedFuture(viewers(room).values().stream()
                        .map(Viewer::who)
                        .skip(offset)
                        .limit(limit)
                        .toList());
    }

    @Override
    public synchronized CompletionStage<Long> count(RoomId room) {
        return away
                ? failure()
                : CompletableFuture.completedFuture((long) viewers(room).size());
    }

    @Override
    public synchronized CompletionStage<List<Sender>> expire(RoomId room, long maxAgeMs, int limit) {
        if (away) {
            return failure();
        }
        long oldest = clock.getAsLong() - maxAgeMs;
        List<Sender> gone = viewers(room).values().stream()
                .filter(viewer -> viewer.seen() < oldest)
                .limit(limit)
                .map(Viewer::who)
                .toList();
        gone.forEach(viewer -> viewers(room).remove(viewer.uid()));
        return CompletableFuture.completedFuture(gone);
    }

    private Map<UserId, Viewer> viewers(RoomId room) {
        return rooms.computeIfAbsent(room, id -> new LinkedHashMap<>());
    }

    private static <T> CompletionStage<T> failure() {
        return CompletableFuture.failedFuture(new IllegalStateException("presence is away"));
    }
}
