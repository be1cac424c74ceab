package live.danmaku.frontend.send;

import java.util.concurrent.CompletionStage;
import live.danmaku.frontend.moderation.SendRules;
import live.danmaku.frontend.room.AcceptingRooms;
import live.danmaku.frontend.room.KnownRoom;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.UserId;
import live.danmaku.web.token.Caller;

/**
 * Judges each room that a message is for, be it named by the path or by {@link AlsoTo}, in the same way: it exists, it
 * is live, the caller may send this type there, and the room's moderation lets the sender. Thread-safe.
 */
public final class Destinations {

    private final AcceptingRooms rooms;
    private final SendRules rules;

    public Destinations(AcceptingRooms rooms, SendRules rules) {
        this.rooms = rooms;
        this.rules = rules;
    }

    /**
     * @param caller whose right to send this type is judged
     * @param sender whom the room's moderation is about; another one when a service speaks for somebody
     * @return fails with an {@link live.danmaku.web.problem.ApiException} that names the room: 404 when there is none,
     *     409 when it is not live, 403 when it is not for this caller or sender, 503 when too little is known of it
     */
    CompletionStage<Destination> require(String room, Caller caller, UserId sender, MessageType type) {
        return rooms.require(room).thenCompose(known -> {
            SendPermission.check(caller, known.room(), type);
            return rules.require(known.room(), sender, type).thenApply(met -> new Destination(known, met));
        });
    }

    /** See {@link AcceptingRooms#requireInTime}. */
    void requireInTime(KnownRoom room, MessageId message) {
        rooms.requireInTime(room, message);
    }
}
