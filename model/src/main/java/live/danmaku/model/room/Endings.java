package live.danmaku.model.room;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;

/**
 * Streams that have ended, told beside the {@link RoomStore}: a process that cannot ask that one learns here that it must not
 * take messages for a room any more. Who closes timelines announces the end of a stream first, and then waits for as long as what
 * others read here may be old. Never blocks; stages fail when the store cannot be reached.
 */
public interface Endings {

    /** How long an announcement is kept, after the last time it was made. */
    Duration KEPT = Duration.ofDays(1);

    /** Tells that these streams have ended; may be repeated. */
    CompletionStage<Void> announce(Collection<RoomId> rooms);

    /** Whether it was told that a room's stream has ended. */
    CompletionStage<Boolean> isAnnounced(RoomId room);
}
