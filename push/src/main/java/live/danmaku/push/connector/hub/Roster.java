package live.danmaku.push.connector.hub;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import live.danmaku.model.RoomId;
import live.danmaku.push.connector.link.PusherLinks;
import live.danmaku.push.connector.link.Rendezvous;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.Leave;
import live.danmaku.push.link.v1.User;
import org.jspecify.annotations.Nullable;

/**
 * Which users this connector has in which rooms, over all their sessions. The room's pusher is told all of them from time
 * to time and whenever it is a new one ({@link PresentLists}), and at once who has gone. A user who is about to enter is not present yet, but
 * keeps a leave from being told. Owned by the hub's thread.
 */
final class Roster {

    private final PusherLinks links;
    private final PresentLists lists;
    private final long periodNs;
    private final LongSupplier nanos;
    private final Map<String, RoomUsers> rooms = new HashMap<>();
    private List<String> up = List.of();

    /** A room's users. */
    static final class RoomUsers {
        final Map<String, Watching> users = new HashMap<>(4);

        @Nullable
        String pusher;

        /** Grows when the pusher knows nobody's name. */
        int acquaintance = 1;

        long toldAt;
    }

    /** A user in a room. */
    static final class Watching {
        final User user;
        int present;
        int entering;

        /** The room's acquaintance in which the pusher was told the name. */
        int namedIn;

        Watching(User user) {
            this.user = user;
        }
    }

    Roster(PusherLinks links, HubSettings settings, LongSupplier nanos) {
        this.links = links;
        this.lists = new PresentLists(links, rooms::get);
        this.periodNs = settings.presentPeriod().toNanos();
        this.nanos = nanos;
    }

    void entering(@Nullable RoomId room, @Nullable User user) {
        if (room != null && user != null) {
            RoomUsers users = rooms.computeIfAbsent(room.value(), this::begin);
            users.users.computeIfAbsent(user.getUid(), uid -> new Watching(user)).entering++;
        }
    }

    private RoomUsers begin(String room) {
        RoomUsers users = new RoomUsers();
        users.pusher = owner(room);
        users.toldAt = nanos.getAsLong();
        return users;
    }

    private @Nullable String owner(String room) {
        List<String> owners = Rendezvous.choose("room:" + room, up, 1);
        return owners.isEmpty() ? null : owners.get(0);
    }

    /** The pusher has let somebody in who was entering. */
    void entered(@Nullable RoomId room, @Nullable User user) {
        Watching watching = find(room, user);
        if (watching != null) {
            watching.entering--;
            watching.present++;
        }
    }

    /** Somebody who was entering is not let in, or does not want to any more. */
    void notEntered(@Nullable RoomId room, @Nullable User user) {
        Watching watching = find(room, user);
        if (watching != null) {
            watching.entering--;
            leaveIfLast(room, watching);
        }
    }

    void left(@Nullable RoomId room, @Nullable User user) {
        Watching watching = find(room, user);
        if (watching != null) {
            watching.present--;
            leaveIfLast(room, watching);
        }
    }

    private @Nullable Watching find(@Nullable RoomId room, @Nullable User user) {
        RoomUsers users = room == null ? null : rooms.get(room.value());
        return users == null || user == null ? null : users.users.get(user.getUid());
    }

    private void leaveIfLast(@Nullable RoomId room, Watching watching) {
        RoomUsers users = room == null ? null : rooms.get(room.value());
        if (room == null || users == null || watching.present > 0 || watching.entering > 0) {
            return;
        }
        String uid = watching.user.getUid();
        users.users.remove(uid);
        if (users.users.isEmpty()) {
            rooms.remove(room.value());
        }
        String pusher = users.pusher;
        if (pusher != null) {
            Leave leave = Leave.newBuilder().setRoom(room.value()).setUid(uid).build();
            links.say(pusher, FromConnector.newBuilder().setLeave(leave).build());
        }
    }

    /** Some pushers came or went; the new ones have heard nothing yet. */
    void pushers(List<String> nowUp) {
        up = nowUp;
        lists.pushers(nowUp);
        rooms.forEach((room, users) -> {
            String before = users.pusher;
            users.pusher = owner(room);
            if (users.pusher == null || !users.pusher.equals(before)) {
                users.acquaintance++;
                tell(room, users);
            }
        });
    }

    /** A room's pusher does not know all whom it was told by their ids. */
    void namesWanted(String room) {
        RoomUsers users = rooms.get(room);
        if (users != null) {
            users.acquaintance++;
            tell(room, users);
        }
    }

    /** Says what is due, as far as links take it now. */
    void endTurn() {
        lists.send();
    }

    void tick() {
        long now = nanos.getAsLong();
        rooms.forEach((room, users) -> {
            if (now - users.toldAt >= periodNs) {
                tell(room, users);
            }
        });
    }

    private void tell(String room, RoomUsers users) {
        users.toldAt = nanos.getAsLong();
        if (users.pusher != null) {
            lists.due(users.pusher, room);
        }
    }
}
