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
 * Copies rooms' logs. An archive is the union of all that its room's log ever held: nothing goes because the log lacks
 * it, only because a deletion explains it. Each call is one step that happens wholly or not at all, and may be repeated
 * after a failure. Never blocks; stages fail when the store cannot be reached.
 */
public interface ArchiveWriter {

    /** How far a room is archived; of one that nobody has begun to, {@link Cursor#ORIGIN}. */
    CompletionStage<ArchiveProgress> progress(RoomId room);

    /**
     * Takes a page of the log and moves the cursor, in one step. Afterwards the archive holds the page's messages, each
     * at its place there and nowhere else, and without what the page deletes; all else that it held stays.
     *
     * <p>A message is the same as one that the archive holds when id and bytes are equal, or, in a live log, id and
     * sender and the two were sent within 20 minutes: a log that lost messages may take the other one of two tries.
     *
     * @return false, having changed nothing, when the archive does not stand at the page's beginning or is complete:
     *     somebody else was faster, or an earlier attempt's answer was lost
     */
    CompletionStage<Boolean> add(RoomId room, ArchivePage page);

    /** Those of these messages that the archive does not hold with these bytes at this place. */
    CompletionStage<List<ArchivedMessage>> lacking(RoomId room, List<ArchivedMessage> messages);

    /**
     * Puts right what was taken of the log before: afterwards the archive holds these messages, as after {@link #add}.
     * They counted as {@link #taken} when they were, and do not again. Changes nothing when the archive is complete.
     */
    CompletionStage<Void> mend(RoomId room, List<ArchivedMessage> messages);

    /** What was taken from the log so far, as it was counted when it was. */
    CompletionStage<Map<MessageType, Digest>> taken(RoomId room);

    /**
     * What is there, counted now.
     *
     * @param from by type, the lowest place to count; types that are not among the keys are not counted
     */
    CompletionStage<Map<MessageType, Digest>> stored(RoomId room, Map<MessageType, Long> from);

    /** Makes {@link #taken} what is {@link #stored}, when that is known to be no less. */
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

    /** Lets these rooms' live timelines be looked at again, at a time in ms since 1970. */
    CompletionStage<Void> postpone(Set<RoomId> rooms, long liveUntil);

    /** Notes that these rooms' live timelines are gone. */
    CompletionStage<Void> released(Set<RoomId> rooms);

    /**
     * Deletes the messages with an id of a complete archive, whoever sent them, for good. Readers see a new version.
     *
     * @return whether there was one
     */
    CompletionStage<Boolean> delete(RoomId room, MessageId id);

    /** Throws away what was begun and never completed. A complete archive stays. */
    CompletionStage<Void> discard(RoomId room);
}
