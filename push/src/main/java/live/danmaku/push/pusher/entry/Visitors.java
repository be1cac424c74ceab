package live.danmaku.push.pusher.entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.room.MemberNews;
import live.danmaku.model.room.Presence;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.PresentWanted;
import live.danmaku.push.pusher.Pace;
import live.danmaku.push.pusher.link.Link;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the store's presence as connectors say it is, and tells rooms who entered and left, once each over all of a user's
 * sessions: the store says whether somebody is new, and lets nobody leave whom others, pushers or polls, have seen lately.
 * What fails is put right when a connector says the next time whom it has; who is refreshed by nobody ages out of the store.
 * Calls may come from any thread; {@link Attendance} belongs to this one's own.
 */
final class Visitors implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Visitors.class);

    private static final long TURN_MS = 500;
    private static final int MOST_AT_ONCE = 500;
    private static final int MOST_ENTRIES = 200;
    private static final long STORE_ANSWERS_WITHIN_MS = 1_000;

    private final Presence presence;
    private final MemberNews news;
    private final Doorkeeper rooms;
    private final EntrySettings settings;
    private final Attendance attendance;
    private final Map<RoomId, Long> nextRefresh = new HashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "visitors"));
    private final Pace entries = new Pace(MOST_ENTRIES, this::run);

    Visitors(Presence presence, MemberNews news, Doorkeeper rooms, EntrySettings settings) {
        this.presence = presence;
        this.news = news;
        this.rooms = rooms;
        this.settings = settings;
        this.attendance = new Attendance(settings);
        thread.scheduleWithFixedDelay(() -> safely(this::turn), TURN_MS, TURN_MS, TimeUnit.MILLISECONDS);
    }

    /**
     * A connector has let a user in.
     *
     * @param wanted asked when it is this one's turn: whether the user is still wanted in
     * @return completes when the store knows, or a second later; never fails
     */
    CompletionStage<Void> entered(Link link, Room room, Sender viewer, Supplier<Boolean> wanted) {
        return on(() -> wanted.get() && attendance.has(link, room.id(), viewer, now()))
                .thenCompose(tell -> tell ? enter(room, viewer) : done())
                .toCompletableFuture()
                .completeOnTimeout(null, STORE_ANSWERS_WITHIN_MS, TimeUnit.MILLISECONDS)
                .exceptionally(failure -> null);
    }

    void left(Link link, RoomId room, UserId viewer) {
        run(() -> attendance.hasNotAnyMore(link, room, viewer, now()));
    }

    void listed(Link link, RoomId room, PresentPiece piece) {
        run(() -> {
            Attendance.Heard heard = attendance.list(link, room, piece, now());
            heard.toTell().forEach(viewer -> entries.soon(() -> enter(room, viewer)));
            if (heard.namesWanted()) {
                link.say(FromPusher.newBuilder()
                        .setPresentWanted(PresentWanted.newBuilder().setRoom(room.value()))
                        .build());
            }
        });
    }

    void gone(Link link) {
        run(() -> attendance.gone(link, now()));
    }

    /** Rooms with somebody in them. */
    CompletionStage<Set<RoomId>> rooms() {
        return on(attendance::rooms);
    }

    /** Takes users of a room away at once, those who are there; completes with who was, and which connectors have them. */
    CompletionStage<List<Attendance.Removed>> remove(RoomId room, Set<UserId> away) {
        return on(() -> attendance.remove(room, away)).thenApply(removed -> {
            removed.forEach(one -> leave(room, one.viewer()));
            return removed;
        });
    }

    private void turn() {
        long now = now();
        attendance.turn(now).forEach(this::leave);
        Set<RoomId> all = attendance.rooms();
        nextRefresh.keySet().retainAll(all);
        for (RoomId room : all) {
            if (nextRefresh.computeIfAbsent(room, id -> now + settings.refresh().toMillis()) <= now) {
                nextRefresh.put(room, now + settings.refresh().toMillis());
                parts(attendance.here(room)).forEach(part -> refresh(room, part));
            }
        }
    }

    private void refresh(RoomId room, List<UserId> viewers) {
        presence.refresh(room, viewers)
                .thenAccept(missing -> missing.forEach(uid -> enterAgain(room, uid)))
                .exceptionally(failure -> {
                    unanswered("{} of {} not refreshed: {}", viewers, room, failure);
                    return null;
                });
    }

    /** The store has lost somebody who is here, or took them for gone. */
    private void enterAgain(RoomId room, UserId uid) {
        on(() -> attendance.again(room, uid)).thenAccept(found -> found.ifPresent(viewer -> enter(room, viewer)));
    }

    private CompletionStage<Void> enter(RoomId room, Sender viewer) {
        return rooms.room(room).thenCompose(found -> found.isPresent() ? enter(found.get(), viewer) : done());
    }

    private CompletionStage<Void> enter(Room room, Sender viewer) {
        return presence.enter(room.id(), viewer)
                .thenCompose(isNew -> isNew ? tellEntered(room, viewer) : done())
                .exceptionally(failure -> {
                    run(() -> attendance.unknown(room.id(), viewer.uid()));
                    unanswered("{} entered {} untold, again later: {}", viewer.uid(), room.id(), failure);
                    return null;
                });
    }

    private CompletionStage<Void> tellEntered(Room room, Sender viewer) {
        return tell(room, viewer, news::entered)
                .exceptionallyCompose(failure -> presence.leave(room.id(), viewer.uid())
                        .thenCompose(undone -> CompletableFuture.failedFuture(failure)));
    }

    private void leave(Attendance.Leaving leaving) {
        Map<UserId, Sender> byUid = new HashMap<>();
        leaving.viewers().forEach(viewer -> byUid.put(viewer.uid(), viewer));
        parts(List.copyOf(byUid.keySet()))
                .forEach(part -> presence.leaveIfSilent(leaving.room(), part, leaving.silentForMs())
                        .thenAccept(left -> left.forEach(uid -> {
                            Sender viewer = byUid.get(uid);
                            if (viewer != null) {
                                tellLeft(leaving.room(), viewer);
                            }
                        }))
                        .exceptionally(failure -> {
                            unanswered("{} left {}; they age out: {}", part, leaving.room(), failure);
                            return null;
                        }));
    }

    private void leave(RoomId room, Sender viewer) {
        presence.leave(room, viewer.uid())
                .thenAccept(left -> {
                    if (left) {
                        tellLeft(room, viewer);
                    }
                })
                .exceptionally(failure -> {
                    unanswered("{} left {}; they age out: {}", viewer.uid(), room, failure);
                    return null;
                });
    }

    private void tellLeft(RoomId room, Sender viewer) {
        rooms.room(room)
                .thenCompose(found -> found.isPresent() ? tell(found.get(), viewer, news::left) : done())
                .exceptionally(failure -> {
                    log.warn("{} left {} untold: {}", viewer.uid(), room, failure.toString());
                    return null;
                });
    }

    /** A room whose stream is over has nobody to tell. */
    private static CompletionStage<Void> tell(
            Room room, Sender viewer, BiFunction<Room, Sender, CompletionStage<Void>> how) {
        return room.state() == RoomState.LIVE ? how.apply(room, viewer) : done();
    }

    private static List<List<UserId>> parts(List<UserId> viewers) {
        List<List<UserId>> parts = new ArrayList<>();
        for (int from = 0; from < viewers.size(); from += MOST_AT_ONCE) {
            parts.add(viewers.subList(from, Math.min(viewers.size(), from + MOST_AT_ONCE)));
        }
        return parts;
    }

    /** What is put right by itself later. */
    private static void unanswered(String what, Object who, RoomId room, Throwable failure) {
        log.debug(what, who, room, failure.toString());
    }

    /** On this one's thread. */
    private <T> CompletableFuture<T> on(Supplier<T> step) {
        try {
            return CompletableFuture.supplyAsync(step, thread);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void run(Runnable step) {
        try {
            thread.execute(() -> safely(step));
        } catch (RejectedExecutionException e) {
            log.debug("closing: {}", e.toString());
        }
    }

    /** A thread pool drops a task that throws. */
    private static void safely(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            log.error("a mistake of ours in presence", e);
        }
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
