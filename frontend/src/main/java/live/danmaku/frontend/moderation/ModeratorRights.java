package live.danmaku.frontend.moderation;

import live.danmaku.model.room.Room;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;

/** Who moderates a room: its host, moderators and ops. */
public final class ModeratorRights {

    private ModeratorRights() {}

    public static boolean moderates(Caller caller, Room room) {
        return caller.uid().equals(room.host().uid()) || caller.hasAny(Role.MODERATOR, Role.OPS);
    }

    /** @throws ApiException 403 when the caller does not moderate this room */
    public static void require(Caller caller, Room room, String what) {
        if (!moderates(caller, room)) {
            throw ApiException.forbidden(
                    "%s needs the role moderator or ops, or to be the room's host".formatted(what));
        }
    }
}
