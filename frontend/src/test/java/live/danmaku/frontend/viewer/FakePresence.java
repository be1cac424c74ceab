package live.danmaku.frontend.viewer;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import live.danmaku.model.MessageId;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.room.Presence;
import live.danmaku.model.room.PresenceChange;

/** Remembers what it is told, says what a test wants said, and fails while it is away. Thread-safe. */
final class FakePresence implements Presence {

    record Refresh(RoomId room, Set<UserId> viewers) {}

    private final List<Refresh> refreshes = new CopyOnWriteArrayList<>();
    private final Map<RoomId, List<Sender>> leavers = new ConcurrentHashMap<>();
    private final Map<RoomId, Long> counts = new ConcurrentHashMap<>();
    private final Set<RoomId> awayFor = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;
    private final List<MessageId> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();

    void setAway(RoomId room, boolean away) {
        if (away) {
            awayFor.add(room);
        } else {
            awayFor.remove(room);
        }
    }

    /** Counting is never answered. */
    void setSilent(boolean silent) {
        this.silent = silent;
    }

    void setCount(RoomId room, long count) {
        counts.put(room, count);
    }

    /** Whom the next {@link #expire} of this room finds. */
    void setLeavers(RoomId room, Sender... gone) {
        leavers.put(room, List.of(gone));
    }

    List<Refresh> refreshes() {
        return refreshes;
    }

    /** How often it was asked for anything. */
    int asked() {
        return asked.get();
    }

    @Override
    public CompletionStage<Optional<PresenceChange>> enter(RoomId room, Sender viewer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Optional<PresenceChange>> leave(RoomId room, UserId viewer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<PresenceChange>> leaveIfSilent(
            RoomId room, Collection<UserId> viewers, long silentForMs) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<Sender>> list(RoomId room, int offset, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<UserId>> refresh(RoomId room, Collection<UserId> viewers) {
        asked.incrementAndGet();
        if (awayFor.contains(room)) {
            return CompletableFuture.failedFuture(new IllegalStateException("presence is away"));
        }
        refreshes.add(new Refresh(room, Set.copyOf(viewers)));
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<Long> count(RoomId room) {
        asked.incrementAndGet();
        if (silent) {
            return new CompletableFuture<>();
        }
        return awayFor.contains(room)
                ? CompletableFuture.failedFuture(new IllegalStateException("presence is away"))
                : CompletableFuture.completedFuture(counts.getOrDefault(room, 0L));
    }

    @Override
    public CompletionStage<List<PresenceChange>> expire(RoomId room, long maxAgeMs, int limit) {
        asked.incrementAndGet();
        if (awayFor.contains(room)) {
            return CompletableFuture.failedFuture(new IllegalStateException("presence is away"));
        }
        List<Sender> gone = leavers.remove(room);
        return CompletableFuture.completedFuture(
                gone == null ? List.of() : gone.stream().map(this::left).toList());
    }

    private PresenceChange left(Sender viewer) {
        return new PresenceChange(new MessageId("m" + ids.incrementAndGet()), false, viewer);
    }

    /** What was told, in order. */
    List<MessageId> told() {
        return told;
    }

    @Override
    public CompletionStage<Void> told(RoomId room, Collection<MessageId> changes) {
        told.addAll(changes);
        return CompletableFuture.completedFuture(null);
    }
}
