package live.danmaku.model.room;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;

/**
 * Who is watching a room. A viewer enters once, however often the call is repeated, stays as long as somebody refreshes
 * it, and leaves once: by a call or by age.
 *
 * <p>Each change is noted in the same step, and given to its caller to tell the room ({@link PresenceNews}). What was not
 * {@link #told} within {@link #TELL_WITHIN} is given to the next who asks the room to {@link #expire}: so a change is told even
 * if its caller dies, or nobody can be told for a while. It is forgotten after a day.
 *
 * <p>Never blocks; stages fail when the store cannot be reached.
 */
public interface Presence {

    /** For how long a change is its first caller's to tell; longer than a message takes to be safe or given up. */
    Duration TELL_WITHIN = Duration.ofSeconds(15);

    /** Completes with what is to be told when the viewer was not there before. */
    CompletionStage<Optional<PresenceChange>> enter(RoomId room, Sender viewer);

    /** Completes with what is to be told when the viewer was there. */
    CompletionStage<Optional<PresenceChange>> leave(RoomId room, UserId viewer);

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
    CompletionStage<List<PresenceChange>> leaveIfSilent(RoomId room, Collection<UserId> viewers, long silentForMs);

    /** Viewers in the order in which they entered. */
    CompletionStage<List<Sender>> list(RoomId room, int offset, int limit);

    /** How many there are. */
    CompletionStage<Long> count(RoomId room);

    /**
     * Lets those leave whom nobody refreshed for {@code maxAgeMs}, at most {@code limit} of them.
     *
     * @return who left, each told to one caller only; and, in the order of their ids, at most {@code limit} changes that were
     *     not told in time: they are this caller's to tell now
     */
    CompletionStage<List<PresenceChange>> expire(RoomId room, long maxAgeMs, int limit);

    /** Notes that changes are told; those that are not on the list do not matter. */
    CompletionStage<Void> told(RoomId room, Collection<MessageId> changes);
}
