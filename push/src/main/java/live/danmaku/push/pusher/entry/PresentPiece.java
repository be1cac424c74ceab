package live.danmaku.push.pusher.entry;

import java.util.List;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;

/**
 * A piece of a connector's list of whom it has in a room.
 *
 * @param viewers those with their names
 * @param known those whose names this connector said before
 * @param isFirst whether the list begins with it
 * @param isLast whether the list ends with it: whoever was not named has gone
 */
record PresentPiece(List<Sender> viewers, List<UserId> known, boolean isFirst, boolean isLast) {

    /** A list in one piece, with all names. */
    static PresentPiece whole(List<Sender> viewers) {
        return new PresentPiece(viewers, List.of(), true, true);
    }
}
