package live.danmaku.model.room;

import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;

/** Where rooms' moderation is kept. Never blocks; stages fail when the store cannot be reached. */
public interface ModerationStore {

    /** What is set; {@link Moderation#NONE} while nothing was. */
    CompletionStage<Moderation> find(RoomId room);

    /**
     * Keeps what is set now, if what is kept still has the version before it. Of several changes made at once to one
     * version, one is kept; the others read again and repeat.
     *
     * @param next has the version of what it replaces plus one
     * @return whether it is kept
     */
    CompletionStage<Boolean> replace(RoomId room, Moderation next);
}
