package live.danmaku.push.pusher.entry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;
import live.danmaku.model.UserId;
import live.danmaku.model.room.Moderation;
import live.danmaku.model.room.ModerationStore;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;
import org.jspecify.annotations.Nullable;

/** Rooms and who is banned from them, which can be away. Thread-safe by one lock. */
final class InMemoryRooms implements RoomStore {

    private final Map<RoomId, Room> rooms = new HashMap<>();
    private final Map<RoomId, Moderation> moderations = new HashMap<>();
    private boolean away;

    synchronized void put(Room room) {
        rooms.put(room.id(), room);
    }

    synchronized void setAway(boolean away) {
        this.away = away;
    }

    synchronized void ban(RoomId room, String uid) {
        Moderation before = moderations.getOrDefault(room, Moderation.NONE);
        Set<UserId> banned = new HashSet<>(before.banned());
        banned.add(new UserId(uid));
        moderations.put(
                room,
                new Moderation(before.slowModeSeconds(), before.muted(), banned, before.words(), before.version() + 1));
    }

    ModerationStore moderations() {
        return new ModerationStore() {
            @Override
            public CompletionStage<Moderation> find(RoomId room) {
                synchronized (InMemoryRooms.this) {
                    return answer(moderations.getOrDefault(room, Moderation.NONE));
                }
            }

            @Override
            public CompletionStage<Boolean> replace(RoomId room, Moderation next) {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Override
    public synchronized CompletionStage<Optional<Room>> find(RoomId id) {
        return answer(Optional.ofNullable(rooms.get(id)));
    }

    @Override
    public CompletionStage<Boolean> create(Room room) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<Room>> list(RoomState state, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<Room>> page(RoomState state, int limit, @Nullable Room after) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> advance(RoomId id, RoomState from, RoomState to, long at) {
        throw new UnsupportedOperationException();
    }

    private <T> CompletionStage<T> answer(T value) {
        return away
                ? CompletableFuture.failedFuture(new IllegalStateException("the store is away"))
                : CompletableFuture.completedFuture(value);
    }
}
