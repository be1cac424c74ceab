package live.danmaku.frontend.moderation;

import java.util.Locale;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.UserId;
import live.danmaku.model.room.Moderation;
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;

/** What muted and banned users may do: muted ones everything but comment, banned ones only look. */
final class SendRights {

    private SendRights() {}

    /** Why somebody may not send. */
    enum Refusal {
        MUTED,
        BANNED;

        /** The name in metrics. */
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** 403 */
        ApiException exception(UserId user, RoomId room) {
            return ApiException.forbidden(
                    (this == MUTED ? "user %s is muted in room %s" : "user %s is banned from room %s")
                            .formatted(user, room));
        }
    }

    /** Null when the room's rules let this user send this. */
    static @Nullable Refusal refusal(Moderation rules, UserId sender, MessageType type) {
        if (rules.banned().contains(sender)) {
            return Refusal.BANNED;
        }
        return type == MessageType.COMMENT && rules.muted().contains(sender) ? Refusal.MUTED : null;
    }

    /** @throws ApiException 403 when the user is banned */
    static void requireNotBanned(Moderation rules, UserId user, RoomId room) {
        if (rules.banned().contains(user)) {
            throw Refusal.BANNED.exception(user, room);
        }
    }
}
