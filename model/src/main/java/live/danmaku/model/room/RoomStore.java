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
    CompletionStage<List<Room>> list(RoomState state, int limit);

    /**
     * Some of the rooms in a state: those that follow {@code after} in an order that does not change, or the first ones
     * when it is null. Fewer than {@code limit} are the last ones.
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
