package live.danmaku.model.room;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;
import org.jspecify.annotations.Nullable;

/** Where rooms are kept. Never blocks; stages fail when the store cannot be reached. */
public interface RoomStore {

    /** Keeps a new room. Completes with false, having changed nothing, when the id is taken. */
    CompletionStage<Boolean> create(Room room);

    CompletionStage<Optional<Room>> find(RoomId id);

    /** The rooms in a state, newest first. */
    default CompletionStage<List<Room>> list(RoomState state, int limit) {
        return page(state, limit, null);
    }

    /**
     * Some of the rooms in a state, newest first.
     *
     * @param limit fewer rooms than that are the last ones
     * @param after the last room of the page before; null for the first page
     */
    CompletionStage<List<Room>> page(RoomState state, int limit, @Nullable Room after);

    /** All rooms in a state, in no order. Each is asked for once; one that changes its state meanwhile may be missing. */
    default CompletionStage<List<Room>> all(RoomState state) {
        return RoomPages.all(this, state);
    }

    /**
     * Moves a room on, if it is still in {@code from}.
     *
     * @param at when, in ms since 1970; kept as the room's {@code endedAt} when it leaves {@link RoomState#LIVE}
     * @return whether this call moved it
     */
    CompletionStage<Boolean> advance(RoomId id, RoomState from, RoomState to, long at);
}
