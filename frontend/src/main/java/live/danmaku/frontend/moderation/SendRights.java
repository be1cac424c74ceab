package live.danmaku.frontend.moderation;

import live.danmaku.model.MessageType;
import live.danmaku.model.UserId;
import live.danmaku.model.room.Moderation;
import live.danmaku.web.problem.ApiException;

/** What muted and banned users may do: muted ones everything but comment, banned ones only look. */
final class SendRights {

    private SendRights() {}

    /** @throws ApiException 403 when the room's rules keep this user from sending this */
    static void require(Moderation rules, UserId sender, MessageType type) {
        requireNotBanned(rules, sender);
        if (type == MessageType.COMMENT && rules.muted().contains(sender)) {
            throw ApiException.forbidden("user %s is muted in this room".formatted(sender));
        }
    }

    /** @throws ApiException 403 */
    static void requireNotBanned(Moderation rules, UserId user) {
        if (rules.banned().contains(user)) {
            throw ApiException.forbidden("user %s is banned from this room".formatted(user));
        }
    }
}
