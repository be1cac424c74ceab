package live.danmaku.model.room;

import java.util.concurrent.CompletionStage;
import live.danmaku.model.UserId;

/** Who hosts how many rooms. Never blocks; stages fail when the store cannot be reached. */
public interface HostedRooms {

    /** How many live rooms a user is the host of. */
    CompletionStage<Integer> countLive(UserId host);
}
