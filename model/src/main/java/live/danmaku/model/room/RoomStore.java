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
        return list(state, null, limit);
    }

    /**
     * The rooms in a state, newest first, page by page.
     *
     * @param after the last room of the page before; null for the first page
     */
    CompletionStage<List<Room>> list(RoomState state, @Nullable Room after, int limit);

    /**
     * Moves a room on, if it is still in {@code from}.
     *
     * @param at when, in ms since 1970; kept as the room's {@code endedAt} when it leaves {@link RoomState#LIVE}
     * @return whether this call moved it
     */
    CompletionStage<Boolean> advance(RoomId id, RoomState from, RoomState to, long at);
}
