package live.danmaku.push.pusher.entry;

import live.danmaku.model.room.Room;
import org.jspecify.annotations.Nullable;

/** Whether somebody may come in. */
sealed interface Judgement {

    /** @param room null when none was asked for */
    record Admitted(@Nullable Room room) implements Judgement {}

    /**
     * @param code the code that the session is closed with
     * @param reason for people
     */
    record Refused(int code, String reason) implements Judgement {}
}
