package live.danmaku.frontend.room;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import live.danmaku.model.RoomId;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;
import org.jspecify.annotations.Nullable;

/** Rooms in memory, which can be away, or slow: while held, calls wait until they are let go. Thread-safe by one lock. */
public final class FakeRoomStore implements RoomStore {

    private final Map<RoomId, Room> rooms = new LinkedHashMap<>();
    private final List<Runnable> held = new ArrayList<>();
    private final AtomicInteger finds = new AtomicInteger();
    private boolean away;
    private boolean holding;

    public synchronized void put(Room room) {
        rooms.put(room.id(), room);
    }

    public synchronized void setAway(boolean away) {
        this.away = away;
    }

    synchronized void hold() {
        holding = true;
    }

    synchronized void letGo() {
        holding = false;
        held.forEach(Runnable::run);
        held.clear();
    }

    int finds() {
        return finds.get();
    }

    @Override
    public synchronized CompletionStage<Boolean> create(Room room) {
        return CompletableFuture.completedFuture(rooms.putIfAbsent(room.id(), room) == null);
    }

    @Override
    public synchronized CompletionStage<Optional<Room>> find(RoomId id) {
        finds.incrementAndGet();
        if (away) {
            return CompletableFuture.failedFuture(new IllegalStateException("the store is away"));
        }
        CompletableFuture<Optional<Room>> answer = new CompletableFuture<>();
        Optional<Room> found = Optional.ofNullable(rooms.get(id));
        if (holding) {
            held.add(() -> answer.complete(found));
        } else {
            answer.complete(found);
        }
        return answer;
    }

    @Override
    public synchronized CompletionStage<List<Room>> list(RoomState state, int limit) {
        return away
                ? CompletableFuture.failedFuture(new IllegalStateException("the store is away"))
                : CompletableFuture.completedFuture(rooms.values().stream()
                        .filter(room -> room.state() == state)
                        .limit(limit)
                        .toList());
    }

    @Override
    public synchronized CompletionStage<List<Room>> page(RoomState state, int limit, @Nullable Room after) {
        return list(state, Integer.MAX_VALUE)
                .thenApply(all -> all.stream()
                        .skip(after == null ? 0 : 1 + all.indexOf(after))
                        .limit(limit)
                        .toList());
    }

    @Override
    public synchronized CompletionStage<Boolean> advance(RoomId id, RoomState from, RoomState to, long at) {
        throw new UnsupportedOperationException();
    }
}
