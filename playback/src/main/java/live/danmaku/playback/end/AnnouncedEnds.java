package live.danmaku.playback.end;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import live.danmaku.model.RoomId;
import live.danmaku.model.room.Endings;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;
import org.jspecify.annotations.Nullable;

/**
 * Rooms, of which {@link #all} those that are {@link RoomState#ARCHIVING} are given once their ends have been announced for the whole grace, by
 * this process's own steady clock: so front ends that can ask for rooms, and those that can only ask for {@link Endings}, both had
 * that time to learn of it, whatever {@code endedAt} says. Announcements are made again from time to time, since their store may lose
 * its newest. Thread-safe.
 */
public final class AnnouncedEnds implements RoomStore {

    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);

    private final RoomStore rooms;
    private final Endings endings;
    private final Duration grace;
    private final LongSupplier nanoTime;
    private final Map<RoomId, Announced> announced = new ConcurrentHashMap<>();

    private record Announced(long first, long last) {}

    public AnnouncedEnds(RoomStore rooms, Endings endings, EndSettings settings) {
        this(rooms, endings, settings.grace(), System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    AnnouncedEnds(RoomStore rooms, Endings endings, Duration grace, LongSupplier nanoTime) {
        this.rooms = rooms;
        this.endings = endings;
        this.grace = grace;
        this.nanoTime = nanoTime;
    }

    /** Fails also when the ends cannot be announced. */
    @Override
    public CompletionStage<List<Room>> all(RoomState state) {
        CompletionStage<List<Room>> found = rooms.all(state);
        return state == RoomState.ARCHIVING ? found.thenCompose(this::announce) : found;
    }

    private CompletionStage<List<Room>> announce(List<Room> ending) {
        announced.keySet().retainAll(ending.stream().map(Room::id).collect(Collectors.toSet()));
        List<RoomId> due = ending.stream().map(Room::id).filter(this::isDue).toList();
        CompletionStage<Void> told = due.isEmpty() ? CompletableFuture.completedFuture(null) : endings.announce(due);
        return told.thenApply(done -> {
            long now = nanoTime.getAsLong();
            due.forEach(room -> announced.merge(
                    room, new Announced(now, now), (before, after) -> new Announced(before.first(), now)));
            return ending.stream().filter(room -> isKnown(room.id(), now)).toList();
        });
    }

    private boolean isDue(RoomId room) {
        Announced before = announced.get(room);
        return before == null || nanoTime.getAsLong() - before.last() >= AGAIN_AFTER.toNanos();
    }

    private boolean isKnown(RoomId room, long now) {
        Announced before = announced.get(room);
        return before != null && now - before.first() >= grace.toNanos();
    }

    @Override
    public CompletionStage<List<Room>> page(RoomState state, int limit, @Nullable Room after) {
        return rooms.page(state, limit, after);
    }

    @Override
    public CompletionStage<Boolean> create(Room room) {
        return rooms.create(room);
    }

    @Override
    public CompletionStage<Optional<Room>> find(RoomId id) {
        return rooms.find(id);
    }

    @Override
    public CompletionStage<Boolean> advance(RoomId id, RoomState from, RoomState to, long at) {
        return rooms.advance(id, from, to, at);
    }
}
