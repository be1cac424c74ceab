package live.danmaku.model.room;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.RoomId;
import live.danmaku.model.UserId;

/**
 * When users may comment again in rooms with slow mode, for all front ends together. Taking is atomic: of two comments at
 * once, one gets the turn. Never blocks; stages fail when the store cannot be reached.
 */
public interface SlowMode {

    /**
     * Takes the user's turn, if the last one is {@code pause} ago. Taking it again for the same message is no second turn,
     * so that a repeated call is not refused.
     *
     * @param pause as it is set now, so that a shorter one counts at once
     * @return zero when the turn is taken, else how long the user has to wait for the next
     */
    CompletionStage<Duration> take(RoomId room, UserId user, MessageId message, Duration pause);

    /** Undoes a turn whose message was not sent after all; does nothing when another message has taken one since. */
    CompletionStage<Void> giveBack(RoomId room, UserId user, MessageId message);
}
