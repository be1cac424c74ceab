package live.danmaku.model.archive;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.timeline.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Copies rooms' logs. Each call is one step that happens wholly or not at all, and may be repeated after a failure. Never
 * blocks; stages fail when the store cannot be reached.
 */
public interface ArchiveWriter {

    /** How far a room is archived; of one that nobody has begun to, {@link Cursor#ORIGIN}. */
    CompletionStage<ArchiveProgress> progress(RoomId room);

    /**
     * Takes a page of the log and moves the cursor, in one step. Afterwards the archive holds, between the page's cursors,
     * exactly its messages, each of them once in the whole room; what it held there before goes, unless the page begins a new epoch.
     *
     * @return false, having changed nothing, when the archive does not stand at the page's beginning or is complete: somebody else was
     *     faster, or an earlier attempt's answer was lost
     */
    CompletionStage<Boolean> add(RoomId room, ArchivePage page);

    /** Puts the cursor back inside its epoch, so that the log is taken once more from there; does nothing when it is complete. */
    CompletionStage<Void> rewind(RoomId room, Cursor to);

    /** What was taken from the log so far, as it was counted when it was. */
    CompletionStage<Map<MessageType, Digest>> taken(RoomId room);

    /**
     * What is there, counted now.
     *
     * @param from by type, the lowest place to count; types that are not among the keys are not counted
     */
    CompletionStage<Map<MessageType, Digest>> stored(RoomId room, Map<MessageType, Long> from);

    /** Makes {@link #taken} what is {@link #stored}, after that was compared with the whole log. */
    CompletionStage<Void> recount(RoomId room);

    /**
     * Declares the archive whole. From now on it can be read.
     *
     * @param at where it must stand
     * @param liveUntil when the live timeline may go, in ms since 1970; null when there is none
     * @return false, having changed nothing, when it stands elsewhere
     */
    CompletionStage<Boolean> complete(RoomId room, Cursor at, @Nullable Long liveUntil);

    /** Rooms that are complete and whose live timeline may go by now, at most {@code limit}. */
    CompletionStage<List<RoomId>> expired(long now, int limit);

    /** Notes that these rooms' live timelines are gone. */
    CompletionStage<Void> released(Set<RoomId> rooms);

    /**
     * Deletes a message of a complete archive, for good. Readers see a new version.
     *
     * @return whether it was there
     */
    CompletionStage<Boolean> delete(RoomId room, MessageId id);

    /** Throws away what was begun and never completed. A complete archive stays. */
    CompletionStage<Void> discard(RoomId room);
}
