package live.danmaku.push.pusher.entry;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.db.cache.LastKnownCache;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.room.Moderation;
import live.danmaku.model.room.ModerationStore;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;
import live.danmaku.model.route.TicketUses;
import live.danmaku.push.link.CloseCode;
import live.danmaku.push.pusher.entry.Judgement.Admitted;
import live.danmaku.push.pusher.entry.Judgement.Refused;
import live.danmaku.push.pusher.release.ReleaseJudge;
import org.jspecify.annotations.Nullable;

/**
 * Judges who may come in. Rooms and bans are as they were last known while MySQL is away; a ticket that may be used
 * once does not count while nobody can tell whether it was. Thread-safe.
 */
final class Doorkeeper {

    private final ReleaseJudge release;
    private final LastKnownCache<RoomId, Room> rooms;
    private final LastKnownCache<RoomId, Moderation> moderations;
    private final TicketUses tickets;

    /** @param release whether a client may have a long connection */
    Doorkeeper(ReleaseJudge release, RoomStore rooms, ModerationStore moderations, TicketUses tickets) {
        this.release = release;
        this.rooms = new LastKnownCache<>(rooms::find, Room::bytes);
        this.moderations =
                new LastKnownCache<>(room -> moderations.find(room).thenApply(Optional::of), Moderation::bytes);
        this.tickets = tickets;
    }

    /** Fails when what must be known cannot be. */
    CompletionStage<Judgement> judge(Arrival arrival) {
        Optional<String> refusal = release.refusal(arrival.grant());
        if (refusal.isPresent()) {
            return refused(CloseCode.USE_POLLING, refusal.get());
        }
        RoomId wanted = arrival.room();
        if (wanted == null) {
            return ticket(arrival, null);
        }
        return rooms.get(wanted).thenCompose(found -> {
            if (found.isEmpty()) {
                return refused(CloseCode.UNAUTHORIZED, "no room '%s'".formatted(wanted));
            }
            Room room = found.get();
            if (room.state() != RoomState.LIVE) {
                return refused(
                        CloseCode.UNAUTHORIZED,
                        "room %s is %s".formatted(wanted, room.state().wireName()));
            }
            Sender user = arrival.user();
            return user == null
                    ? ticket(arrival, room)
                    : banned(wanted, user)
                            .thenCompose(banned -> banned
                                    ? refused(CloseCode.BANNED, "banned from room " + wanted)
                                    : ticket(arrival, room));
        });
    }

    /** A room's moderation is not what it was. */
    void moderationChanged(RoomId room) {
        moderations.changed(room);
    }

    /** Whether there is such a room, in whichever state; fails when nobody knows. */
    CompletionStage<Boolean> exists(RoomId room) {
        return rooms.get(room).thenApply(Optional::isPresent);
    }

    /** The room as last known; empty when there is none, or nobody knows. */
    CompletionStage<Optional<Room>> room(RoomId id) {
        return rooms.get(id).exceptionally(failure -> Optional.empty());
    }

    private CompletionStage<Boolean> banned(RoomId room, Sender user) {
        return moderations
                .get(room)
                .thenApply(rules -> rules.orElse(Moderation.NONE).banned().contains(user.uid()));
    }

    /**
     * Last, so that a ticket is not spent on somebody who is refused anyway. A session may ask again, when the pusher
     * that it asked went before it answered.
     */
    private CompletionStage<Judgement> ticket(Arrival arrival, @Nullable Room room) {
        String once = arrival.once();
        if (once == null) {
            return CompletableFuture.completedFuture(new Admitted(room));
        }
        return tickets.use(once, arrival.session(), arrival.onceFor())
                .thenApply(first -> first
                        ? new Admitted(room)
                        : new Refused(CloseCode.UNAUTHORIZED, "this ticket was used before; it works once"));
    }

    private static CompletionStage<Judgement> refused(int code, String reason) {
        return CompletableFuture.completedFuture(new Refused(code, reason));
    }
}
