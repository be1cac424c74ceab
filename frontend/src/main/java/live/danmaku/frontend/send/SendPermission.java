package live.danmaku.frontend.send;

import live.danmaku.model.MessageType;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.jspecify.annotations.Nullable;

/** Who may send what. */
final class SendPermission {

    /** The largest whole number that every JSON reader keeps exactly. */
    private static final long MOST_SENT_AT = (1L << 53) - 1;

    private SendPermission() {}

    /** @throws ApiException 409 when the room's stream has ended, 403 when the type is not for this caller */
    static void check(Caller caller, Room room, MessageType type) {
        requireLive(room);
        switch (type) {
            case COMMENT, GIFT, LIKE -> {}
            case STATUS -> {
                if (!caller.uid().equals(room.host().uid())) {
                    caller.requireAny(
                            "sending status to room %s, for others than its host,".formatted(room.id()),
                            Role.SERVICE,
                            Role.OPS);
                }
            }
            case MEMBER, SYSTEM ->
                caller.requireAny(
                        "sending %s to room %s".formatted(type.wireName(), room.id()), Role.SERVICE, Role.OPS);
        }
    }

    /** @throws ApiException 409 when the room's stream has ended */
    private static void requireLive(Room room) {
        if (room.state() != RoomState.LIVE) {
            throw ApiException.conflict("room %s is %s (expected: live)"
                    .formatted(room.id(), room.state().wireName()));
        }
    }

    /** @throws ApiException 403 when somebody who is no service speaks for others, 400 when it says not for whom */
    static Sender sender(Caller caller, SendRequest.@Nullable From from) {
        if (from == null) {
            return caller.sender();
        }
        caller.requireAny("sending on behalf of others", Role.SERVICE);
        if (from.uid() == null) {
            throw ApiException.badRequest("from.uid: missing (expected: a uid)");
        }
        UserId uid = new UserId(from.uid());
        return new Sender(uid, from.name() == null ? uid.value() : from.name());
    }

    /** @throws ApiException 403 when somebody who is no service tells the time, 400 when it is none */
    static long sentAt(Caller caller, @Nullable Long sentAt, long now) {
        if (sentAt == null) {
            return now;
        }
        caller.requireAny("setting sentAt", Role.SERVICE);
        if (sentAt < 0 || sentAt > MOST_SENT_AT) {
            throw ApiException.badRequest("sentAt: %d (expected: ms since 1970)".formatted(sentAt));
        }
        return sentAt;
    }
}
