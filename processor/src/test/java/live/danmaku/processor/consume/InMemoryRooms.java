package live.danmaku.processor.consume;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import live.danmaku.model.RoomId;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;

/** Rooms that a test names. Thread-safe. */
final class InMemoryRooms implements RoomStore {

    private final Map<RoomId, Room> rooms = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Boolean> create(Room room) {
        return CompletableFuture.completedFuture(rooms.putIfAbsent(room.id(), room) == null);
    }

    @Override
    public CompletionStage<Optional<Room>> find(RoomId id) {
        return CompletableFuture.completedFuture(Optional.ofNullable(rooms.get(id)));
    }

    @Override
    public CompletionStage<List<Room>> list(RoomState state, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> advance(RoomId id, RoomState from, RoomState to, long at) {
        throw new UnsupportedOperationException();
    }
}
