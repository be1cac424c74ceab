package live.danmaku.model.room;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import live.danmaku.model.MessageId;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import org.jspecify.annotations.Nullable;

/** Presence in memory that can be away. Thread-safe by one lock. */
public final class InMemoryPresence implements Presence {

    private record Viewer(Sender who, long seen) {}

    private record Untold(RoomId room, PresenceChange change, long since) {}

    private final Map<RoomId, Map<UserId, Viewer>> rooms = new HashMap<>();
    private final LongSupplier clock;
    private final List<Untold> untold = new ArrayList<>();
    private final long tellWithin;
    private boolean away;
    private long lastId;

    /** @param clock in ms */
    public InMemoryPresence(LongSupplier clock) {
        this(clock, TELL_WITHIN);
    }

    /** @param tellWithin for how long a change is its first caller's to tell */
    public InMemoryPresence(LongSupplier clock, Duration tellWithin) {
        this.clock = clock;
        this.tellWithin = tellWithin.toMillis();
    }

    /** How many changes are on the list. */
    public synchronized int untold() {
        return untold.size();
    }

    private PresenceChange note(RoomId room, boolean entered, Sender viewer) {
        PresenceChange change = new PresenceChange(new MessageId("m%012d".formatted(++lastId)), entered, viewer);
        untold.add(new Untold(room, change, clock.getAsLong()));
        return change;
    }

    public synchronized void setAway(boolean away) {
        this.away = away;
    }

    @Override
    public synchronized CompletionStage<Optional<PresenceChange>> enter(RoomId room, Sender viewer) {
        if (away) {
            return failure();
        }
        boolean isNew = viewers(room).put(viewer.uid(), new Viewer(viewer, clock.getAsLong())) == null;
        return CompletableFuture.completedFuture(isNew ? Optional.of(note(room, true, viewer)) : Optional.empty());
    }

    @Override
    public synchronized CompletionStage<Optional<PresenceChange>> leave(RoomId room, UserId viewer) {
        if (away) {
            return failure();
        }
        @Nullable Viewer left = viewers(room).remove(viewer);
        return CompletableFuture.completedFuture(
                left == null ? Optional.empty() : Optional.of(note(room, false, left.who())));
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
    public synchronized CompletionStage<List<PresenceChange>> leaveIfSilent(
            RoomId room, Collection<UserId> viewers, long silentForMs) {
        if (away) {
            return failure();
        }
        List<PresenceChange> left = new ArrayList<>();
        long latest = clock.getAsLong() - silentForMs;
        for (UserId uid : viewers) {
            @Nullable Viewer viewer = viewers(room).get(uid);
            if (viewer != null && viewer.seen() <= latest) {
                viewers(room).remove(uid);
                left.add(note(room, false, viewer.who()));
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
    public synchronized CompletionStage<List<PresenceChange>> expire(RoomId room, long maxAgeMs, int limit) {
        if (away) {
            return failure();
        }
        long now = clock.getAsLong();
        List<PresenceChange> changes = new ArrayList<>();
        for (Untold one : List.copyOf(untold)) {
            if (one.room().equals(room) && one.since() + tellWithin <= now && changes.size() < limit) {
                untold.remove(one);
                untold.add(new Untold(room, one.change(), now));
                changes.add(one.change());
            }
        }
        changes.sort(Comparator.comparing(change -> change.id().value()));
        List<Sender> gone = viewers(room).values().stream()
                .filter(viewer -> viewer.seen() < now - maxAgeMs)
                .limit(limit)
                .map(Viewer::who)
                .toList();
        for (Sender viewer : gone) {
            viewers(room).remove(viewer.uid());
            changes.add(note(room, false, viewer));
        }
        return CompletableFuture.completedFuture(changes);
    }

    @Override
    public synchronized CompletionStage<Void> told(RoomId room, Collection<MessageId> changes) {
        if (away) {
            return failure();
        }
        untold.removeIf(
                one -> one.room().equals(room) && changes.contains(one.change().id()));
        return CompletableFuture.completedFuture(null);
    }

    private Map<UserId, Viewer> viewers(RoomId room) {
        return rooms.computeIfAbsent(room, id -> new LinkedHashMap<>());
    }

    private static <T> CompletionStage<T> failure() {
        return CompletableFuture.failedFuture(new IllegalStateException("presence is away"));
    }
}
