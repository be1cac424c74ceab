package live.danmaku.model.room;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;

/**
 * Who is watching a room. A viewer enters once, however often the call is repeated, stays as long as somebody refreshes
 * it, and leaves once: by a call or by age. Never blocks; stages fail when the store cannot be reached.
 */
public interface Presence {

    /** Completes with true when the viewer was not there before. */
    CompletionStage<Boolean> enter(RoomId room, Sender viewer);

    /** Completes with true when the viewer was there. */
    CompletionStage<Boolean> leave(RoomId room, UserId viewer);

    /**
     * Keeps viewers from ageing out; those who are not there stay away.
     *
     * @return who is not there
     */
    CompletionStage<List<UserId>> refresh(RoomId room, Collection<UserId> viewers);

    /**
     * Lets those of these viewers leave whom nobody has refreshed or entered again for {@code silentForMs}: the others are
     * there by somebody else's word.
     *
     * @return who left; each is told to one caller only
     */
    CompletionStage<List<UserId>> leaveIfSilent(RoomId room, Collection<UserId> viewers, long silentForMs);

    /** Viewers in the order of their ids. */
    CompletionStage<List<Sender>> list(RoomId room, int offset, int limit);

    /** How many there are. */
    CompletionStage<Long> count(RoomId room);

    /**
     * Lets those leave whom nobody refreshed for {@code maxAgeMs}, at most {@code limit} of them.
     *
     * @return who left; each is told to one caller only
     */
    CompletionStage<List<Sender>> expire(RoomId room, long maxAgeMs, int limit);
}
