package live.danmaku.push.pusher.entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.push.pusher.link.Link;
import org.jspecify.annotations.Nullable;

/**
 * Who is in which room, by the words of connectors. For each (room, user) a state machine:
 *
 * <pre>
 * absent ──a connector has the user──► here ──no connector has──► leaving ──grace is over──► absent (told)
 *                                       ▲ │                          │
 *                                       │ └─nobody confirms──► absent (not told: others know better)
 *                                       └────a connector has the user┘
 * </pre>
 *
 * Belongs to one thread; times are ms of any clock that only goes forward.
 */
final class Attendance {

    /** A connector's list may have been made just before it let somebody in. */
    private static final long LIST_MAY_BE_LATE_MS = 5_000;

    private final EntrySettings settings;
    private final Map<RoomId, Map<UserId, Visit>> rooms = new HashMap<>();

    /** When lists began that are being told now. */
    private final Map<Link, Map<RoomId, Long>> lists = new HashMap<>();

    private long doubtedAt = Long.MIN_VALUE;

    Attendance(EntrySettings settings) {
        this.settings = settings;
    }

    /**
     * Users of a room whose grace is over.
     *
     * @param silentForMs for how long nobody else may have seen them
     */
    record Leaving(RoomId room, List<Sender> viewers, long silentForMs) {}

    private static final class Visit {
        final Sender viewer;
        final Map<Link, Claim> claims = new HashMap<>();

        /** 0 while a connector has the user. */
        long leaveAt;

        long graceMs;

        /** Whether the store was told, as far as is known. */
        boolean entered;

        Visit(Sender viewer) {
            this.viewer = viewer;
        }
    }

    /** A connector's word that it has somebody. */
    private static final class Claim {
        final long since;
        long confirmed;

        Claim(long now) {
            since = now;
            confirmed = now;
        }
    }

    /**
     * A connector has a user.
     *
     * @return whether the store has to be told; it counts as told from now on
     */
    boolean has(Link link, RoomId room, Sender viewer, long now) {
        Visit visit = rooms.computeIfAbsent(room, id -> new HashMap<>())
                .computeIfAbsent(viewer.uid(), uid -> new Visit(viewer));
        visit.claims.computeIfAbsent(link, key -> new Claim(now)).confirmed = now;
        visit.leaveAt = 0;
        boolean tell = !visit.entered;
        visit.entered = true;
        return tell;
    }

    /** A connector has no session of a user in a room any more. */
    void hasNotAnyMore(Link link, RoomId room, UserId uid, long now) {
        @Nullable Visit visit = visit(room, uid);
        if (visit != null) {
            drop(visit, link, now, settings.grace().toMillis());
        }
    }

    /**
     * What comes of a piece of a list.
     *
     * @param toTell whom the store has to be told of
     * @param namesWanted whether somebody was named by the id alone who is not known here
     */
    record Heard(List<Sender> toTell, boolean namesWanted) {}

    /** A connector says whom it has in a room, piece by piece; after the last one, who was in none of them is not there. */
    Heard list(Link link, RoomId room, PresentPiece piece, long now) {
        if (piece.isFirst()) {
            lists.computeIfAbsent(link, key -> new HashMap<>()).put(room, now);
        }
        List<Sender> toTell = new ArrayList<>();
        boolean namesWanted = false;
        for (Sender viewer : piece.viewers()) {
            if (has(link, room, viewer, now)) {
                toTell.add(viewer);
            }
        }
        for (UserId uid : piece.known()) {
            @Nullable Visit visit = visit(room, uid);
            if (visit == null) {
                namesWanted = true;
            } else if (has(link, room, visit.viewer, now)) {
                toTell.add(visit.viewer);
            }
        }
        if (piece.isLast()) {
            endList(link, room, now);
        }
        return new Heard(toTell, namesWanted);
    }

    private void endList(Link link, RoomId room, long now) {
        @Nullable Map<RoomId, Long> begun = lists.get(link);
        @Nullable Long began = begun == null ? null : begun.remove(room);
        if (began == null) {
            return; // its beginning was not heard
        }
        rooms.getOrDefault(room, Map.of()).values().forEach(visit -> {
            @Nullable Claim claim = visit.claims.get(link);
            if (claim != null && claim.confirmed < began && claim.since + LIST_MAY_BE_LATE_MS <= began) {
                drop(visit, link, now, settings.grace().toMillis());
            }
        });
    }

    /** A connector is gone. */
    void gone(Link link, long now) {
        lists.remove(link);
        rooms.values()
                .forEach(visits -> visits.values()
                        .forEach(visit ->
                                drop(visit, link, now, settings.crashGrace().toMillis())));
    }

    private static void drop(Visit visit, Link link, long now, long graceMs) {
        if (visit.claims.remove(link) != null && visit.claims.isEmpty()) {
            visit.leaveAt = now + graceMs;
            visit.graceMs = graceMs;
        }
    }

    /** The store does not know a user, whatever it was told. */
    void unknown(RoomId room, UserId uid) {
        @Nullable Visit visit = visit(room, uid);
        if (visit != null) {
            visit.entered = false;
        }
    }

    /** What was said before may not hold any more: whoever is here has to be said to be, again. */
    void doubt(long now) {
        doubtedAt = now;
    }

    private boolean isHere(Visit visit) {
        return visit.claims.values().stream().anyMatch(claim -> claim.confirmed >= doubtedAt);
    }

    /** Whom the store was not told of, though they are here. They count as told from now on. */
    Map<RoomId, List<Sender>> untold() {
        Map<RoomId, List<Sender>> untold = new HashMap<>();
        rooms.forEach((room, visits) -> visits.values().forEach(visit -> {
            if (!visit.entered && isHere(visit)) {
                visit.entered = true;
                untold.computeIfAbsent(room, id -> new ArrayList<>()).add(visit.viewer);
            }
        }));
        return untold;
    }

    /** The store does not have a user: whom to tell it of, if a connector has the user. */
    Optional<Sender> again(RoomId room, UserId uid) {
        @Nullable Visit visit = visit(room, uid);
        if (visit == null || !isHere(visit)) {
            return Optional.empty();
        }
        visit.entered = true;
        return Optional.of(visit.viewer);
    }

    /** Takes those away whose grace is over, and forgets those whom nobody confirms. */
    List<Leaving> turn(long now) {
        List<Leaving> leaving = new ArrayList<>();
        Iterator<Map.Entry<RoomId, Map<UserId, Visit>>> each = rooms.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<RoomId, Map<UserId, Visit>> room = each.next();
            Map<Long, List<Sender>> byGrace = new HashMap<>();
            room.getValue().values().removeIf(visit -> isOver(visit, now, byGrace));
            byGrace.forEach((grace, viewers) -> leaving.add(new Leaving(room.getKey(), viewers, silentFor(grace))));
            if (room.getValue().isEmpty()) {
                each.remove();
            }
        }
        return leaving;
    }

    private boolean isOver(Visit visit, long now, Map<Long, List<Sender>> byGrace) {
        if (visit.leaveAt > 0) {
            if (visit.leaveAt > now) {
                return false;
            }
            byGrace.computeIfAbsent(visit.graceMs, grace -> new ArrayList<>()).add(visit.viewer);
            return true;
        }
        visit.claims
                .values()
                .removeIf(claim -> claim.confirmed + settings.unconfirmed().toMillis() <= now);
        return visit.claims.isEmpty();
    }

    /** Our own last word to the store may be as old as the grace, and clocks are not exact. */
    private static long silentFor(long graceMs) {
        return graceMs - graceMs / 10;
    }

    /** Whom the store is to be reminded of. */
    List<UserId> here(RoomId room) {
        return rooms.getOrDefault(room, Map.of()).values().stream()
                .filter(visit -> visit.entered && isHere(visit))
                .map(visit -> visit.viewer.uid())
                .toList();
    }

    Set<RoomId> rooms() {
        return Set.copyOf(rooms.keySet());
    }

    /** Somebody who was taken away, and the connectors that had them. */
    record Removed(Sender viewer, Set<Link> links) {}

    /** Takes users away at once, those who are there. */
    List<Removed> remove(RoomId room, Set<UserId> away) {
        @Nullable Map<UserId, Visit> visits = rooms.get(room);
        if (visits == null) {
            return List.of();
        }
        List<Removed> removed = new ArrayList<>();
        for (UserId uid : away) {
            @Nullable Visit visit = visits.remove(uid);
            if (visit != null) {
                removed.add(new Removed(visit.viewer, Set.copyOf(visit.claims.keySet())));
            }
        }
        return removed;
    }

    private @Nullable Visit visit(RoomId room, UserId uid) {
        @Nullable Map<UserId, Visit> visits = rooms.get(room);
        return visits == null ? null : visits.get(uid);
    }
}
