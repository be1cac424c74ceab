package live.danmaku.push.connector.hub;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import live.danmaku.push.connector.hub.Roster.RoomUsers;
import live.danmaku.push.connector.hub.Roster.Watching;
import live.danmaku.push.connector.link.PusherLinks;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.Present;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells pushers who is in which room: each list in pieces, as the link takes them, and users by their ids once the pusher
 * has heard their names. A user who goes while a list is being told is not in its later pieces. Owned by the hub's thread.
 */
final class PresentLists {

    private static final Logger log = LoggerFactory.getLogger(PresentLists.class);

    /** A piece holds about so much. */
    private static final int MOST_BYTES = 16 << 10;

    private static final int BYTES_OF_A_FIELD = 4;

    /** What a pusher of version 0 takes: it knows no pieces, and breaks the link off at 4 MiB. */
    private static final int MOST_BYTES_WHOLE = 3 << 20;

    private final PusherLinks links;
    private final Function<String, @Nullable RoomUsers> rooms;
    private final Map<String, Due> due = new HashMap<>();

    /** What is due to a pusher: rooms in order, of which the first may be half told. */
    private static final class Due {
        final Set<String> rooms = new LinkedHashSet<>();

        @Nullable
        String telling;

        Iterator<Watching> rest = List.<Watching>of().iterator();
        int acquaintance;
        boolean begun;

        boolean isEmpty() {
            return telling == null && rooms.isEmpty();
        }
    }

    /** @param rooms those with users, by name */
    PresentLists(PusherLinks links, Function<String, @Nullable RoomUsers> rooms) {
        this.links = links;
        this.rooms = rooms;
    }

    /** Some pushers came or went. */
    void pushers(List<String> nowUp) {
        due.keySet().retainAll(nowUp);
    }

    /** A room's pusher is to be told its users; again, when they are being told now. */
    void due(String pusher, String room) {
        due.computeIfAbsent(pusher, name -> new Due()).rooms.add(room);
    }

    /** Says what is due, as far as links take it now. */
    void send() {
        due.forEach((pusher, its) -> {
            while (!its.isEmpty() && links.takes(pusher)) {
                if (its.telling != null || begin(pusher, its)) {
                    goOn(pusher, its);
                }
            }
        });
    }

    /** @return whether there is a list to tell */
    private boolean begin(String pusher, Due its) {
        Iterator<String> each = its.rooms.iterator();
        while (each.hasNext()) {
            String room = each.next();
            each.remove();
            RoomUsers users = rooms.apply(room);
            if (users != null && pusher.equals(users.pusher) && hasAnybody(users)) {
                its.telling = room;
                its.rest = List.copyOf(users.users.values()).iterator();
                its.acquaintance = users.acquaintance;
                return true;
            }
        }
        return false;
    }

    private static boolean hasAnybody(RoomUsers users) {
        return users.users.values().stream().anyMatch(watching -> watching.present > 0);
    }

    private void goOn(String pusher, Due its) {
        String room = its.telling;
        if (room == null) {
            return;
        }
        boolean pieces = links.version(pusher) > 0;
        RoomUsers users = rooms.apply(room);
        boolean over = users == null || !pusher.equals(users.pusher);
        Present.Builder piece = Present.newBuilder().setRoom(room).setGoesOn(its.begun);
        int bytes = 0;
        while (!over && its.rest.hasNext() && (bytes < MOST_BYTES || !pieces)) {
            bytes += add(piece, its.rest.next(), users, its, pieces);
        }
        its.begun = true;
        boolean more = its.rest.hasNext() && !over;
        if (!more) {
            its.telling = null;
            its.begun = false;
        }
        if (over) {
            return; // the room has moved, or everybody has left and was told to have
        }
        if (!pieces && bytes > MOST_BYTES_WHOLE) {
            log.warn("users of {} untold: {} bytes, and pusher {} is too old for pieces", room, bytes, pusher);
            return;
        }
        links.say(
                pusher,
                FromConnector.newBuilder().setPresent(piece.setMore(more)).build());
    }

    private static int add(Present.Builder piece, Watching watching, RoomUsers users, Due its, boolean pieces) {
        String uid = watching.user.getUid();
        if (watching.present == 0 || users.users.get(uid) != watching) {
            return 0;
        }
        if (pieces && watching.namedIn == its.acquaintance) {
            piece.addKnown(uid);
            return uid.length() + BYTES_OF_A_FIELD;
        }
        watching.namedIn = its.acquaintance;
        piece.addUsers(watching.user);
        return watching.user.getSerializedSize() + BYTES_OF_A_FIELD;
    }
}
