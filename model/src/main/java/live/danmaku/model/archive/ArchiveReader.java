package live.danmaku.model.archive;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;

/** Reads complete archives. Never blocks; stages fail when the store cannot be reached. */
public interface ArchiveReader {

    /** Empty when the room is not archived, or not completely so far. */
    CompletionStage<Optional<ArchivedStream>> find(RoomId room);

    /** When the messages were sent; empty as {@link #find}. */
    CompletionStage<Optional<Outline>> outline(RoomId room);

    /** The messages with {@code from ≤ at < to}, in the order {@link ArchivedMessage#BY_TIME}. */
    CompletionStage<List<ArchivedMessage>> between(RoomId room, long from, long to);

    /** The messages after a place, in the log's order. */
    CompletionStage<List<ArchivedMessage>> after(RoomId room, long place, int limit);
}
