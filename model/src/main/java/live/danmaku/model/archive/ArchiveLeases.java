package live.danmaku.model.archive;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;

/**
 * Who archives which room, so that several processes share the work. Only that: what keeps two of them from doing harm is
 * {@link ArchiveWriter#add}. Never blocks; stages fail when the store cannot be reached.
 */
public interface ArchiveLeases {

    /** Makes {@code owner} the one who archives a room, or keeps it so; false when somebody else is. */
    CompletionStage<Boolean> hold(RoomId room, String owner, Duration length);
}
