package live.danmaku.push.pusher.entry;

import java.time.Duration;
import live.danmaku.model.DeviceId;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.push.link.v1.Enter;
import live.danmaku.push.link.v1.Grant;
import live.danmaku.push.link.v1.User;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants in.
 *
 * @param session its id, with the connector's
 * @param room null for none
 * @param user null for somebody anonymous
 * @param once the id of a ticket that may be used once; null for others
 * @param onceFor how long that ticket's id must be remembered
 * @param grant whom the rules of routing gave the long connection to
 */
record Arrival(
        String session,
        @Nullable RoomId room,
        @Nullable Sender user,
        @Nullable DeviceId device,
        @Nullable String once,
        Duration onceFor,
        Grant grant) {

    /** Of a connector that does not say. */
    private static final Grant UNKNOWN = Grant.newBuilder().setListsOnly(true).build();

    /** @throws IllegalArgumentException when an id is none; the text says the value and what is expected */
    static Arrival of(String connector, Enter enter) {
        return new Arrival(
                connector + "/" + enter.getSession(),
                enter.getRoom().isEmpty() ? null : new RoomId(enter.getRoom()),
                enter.hasUser() ? sender(enter.getUser()) : null,
                enter.getDevice().isEmpty() ? null : new DeviceId(enter.getDevice()),
                enter.getOnce().isEmpty() ? null : enter.getOnce(),
                Duration.ofMillis(Integer.toUnsignedLong(enter.getOnceForMs())),
                enter.hasGrant() ? enter.getGrant() : UNKNOWN);
    }

    static Sender sender(User user) {
        return new Sender(new UserId(user.getUid()), user.getName());
    }
}
