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
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.room.Presence;
import live.danmaku.model.room.PresenceChange;
import live.danmaku.model.room.PresenceNews;
import live.danmaku.model.room.Room;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.PresentWanted;
import live.danmaku.push.pusher.Pace;
import live.danmaku.push.pusher.link.Link;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the store's presence as connectors say it is, and tells rooms who entered and left, once each over all of a user's
 * sessions: the store says whether somebody is new, and lets nobody leave whom others, pushers or polls, have seen lately.
 * What fails is put right when a connector says the next time whom it has; who is refreshed by nobody ages out of the store;
 * what cannot be told stays noted in the store.
 *
 * <p>A process that was paused knows what connectors said before. Meanwhile they may have gone to other pushers, and their
 * users away. So after a pause nothing is done for {@value #SETTLE_MS} ms, in which links that are over are heard to be, and
 * after that only by what was said since.
 *
 * <p>Calls may come from any thread; {@link Attendance} belongs to this one's own.
 */
final class Visitors implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Visitors.class);

    private static final long TURN_MS = 500;
    private static final int MOST_AT_ONCE = 500;
    private static final int MOST_ENTRIES = 200;
    private static final long STORE_ANSWERS_WITHIN_MS = 1_000;

    /** Nothing done for so long, where something is done twice a second: shorter than connectors wait for a pusher. */
    private static final long PAUSE_MS = 2_000;

    private static final long SETTLE_MS = 2_000;

    private final Presence presence;
    private final PresenceNews news;
    private final Doorkeeper rooms;
    private final EntrySettings settings;
    private final LongSupplier clock;
    private final Attendance attendance;
    private final Map<RoomId, Long> nextRefresh = new HashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "visitors"));
    private final Pace entries = new Pace(MOST_ENTRIES, this::run);
    private long awakeAt;
    private boolean settling;
    private long settledAt;

    Visitors(Presence presence, PresenceNews news, Doorkeeper rooms, EntrySettings settings) {
        this(presence, news, rooms, settings, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    /** @param clock in ms, only going forward */
    Visitors(Presence presence, PresenceNews news, Doorkeeper rooms, EntrySettings settings, LongSupplier clock) {
        this.presence = presence;
        this.news = news;
        this.rooms = rooms;
        this.settings = settings;
        this.clock = clock;
        this.awakeAt = clock.getAsLong();
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
        return on(() -> wanted.get() && mayTell(room.id(), viewer, attendance.has(link, room.id(), viewer, now())))
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
            heard.toTell().stream()
                    .filter(viewer -> mayTell(room, viewer, true))
                    .forEach(viewer -> entries.soon(() -> enter(room, viewer)));
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

    /** Whether the store is to be told of somebody now; while nobody knows what still holds, it is told later. */
    private boolean mayTell(RoomId room, Sender viewer, boolean tell) {
        if (tell && settling) {
            attendance.unknown(room, viewer.uid());
        }
        return tell && !settling;
    }

    /** Before everything else that is done on this thread. */
    private void wake() {
        long now = now();
        if (now - awakeAt > PAUSE_MS) {
            log.warn("paused for {} ms: connectors have to say again whom they have", now - awakeAt);
            attendance.doubt(now);
            settling = true;
            settledAt = now + SETTLE_MS;
        }
        awakeAt = now;
    }

    private void turn() {
        wake();
        long now = now();
        if (settling) {
            if (now < settledAt) {
                return;
            }
            settling = false;
            attendance
                    .untold()
                    .forEach((room, viewers) -> viewers.forEach(viewer -> entries.soon(() -> enter(room, viewer))));
        }
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
        on(() -> attendance.again(room, uid).filter(viewer -> mayTell(room, viewer, true)))
                .thenAccept(found -> found.ifPresent(viewer -> enter(room, viewer)));
    }

    private CompletionStage<Void> enter(RoomId room, Sender viewer) {
        return rooms.room(room).thenCompose(found -> found.isPresent() ? enter(found.get(), viewer) : done());
    }

    private CompletionStage<Void> enter(Room room, Sender viewer) {
        return presence.enter(room.id(), viewer)
                .thenCompose(change -> change.isPresent() ? tell(room, change.get()) : done())
                .exceptionally(failure -> {
                    run(() -> attendance.unknown(room.id(), viewer.uid()));
                    unanswered("{} entered {} unknown to the store, again later: {}", viewer.uid(), room.id(), failure);
                    return null;
                });
    }

    private void leave(Attendance.Leaving leaving) {
        List<UserId> viewers = leaving.viewers().stream().map(Sender::uid).toList();
        parts(viewers)
                .forEach(part -> presence.leaveIfSilent(leaving.room(), part, leaving.silentForMs())
                        .thenAccept(left -> left.forEach(change -> tell(leaving.room(), change)))
                        .exceptionally(failure -> {
                            unanswered("{} left {}; they age out: {}", part, leaving.room(), failure);
                            return null;
                        }));
    }

    private void leave(RoomId room, Sender viewer) {
        presence.leave(room, viewer.uid())
                .thenAccept(left -> left.ifPresent(change -> tell(room, change)))
                .exceptionally(failure -> {
                    unanswered("{} left {}; they age out: {}", viewer.uid(), room, failure);
                    return null;
                });
    }

    /** Never fails: what is untold stays noted. */
    private CompletionStage<Void> tell(Room room, PresenceChange change) {
        return news.tell(room, change).exceptionally(failure -> {
            log.debug("{} of {} untold, again later: {}", change, room.id(), failure.toString());
            return null;
        });
    }

    /** Where nobody knows the room it is told later, by whoever sweeps it. */
    private void tell(RoomId room, PresenceChange change) {
        rooms.room(room).thenAccept(found -> found.ifPresent(known -> tell(known, change)));
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
            return CompletableFuture.supplyAsync(
                    () -> {
                        wake();
                        return step.get();
                    },
                    thread);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void run(Runnable step) {
        try {
            thread.execute(() -> safely(() -> {
                wake();
                step.run();
            }));
        } catch (RejectedExecutionException e) {
            log.debug("closing: {}", e.toString());
        }
    }

    /** A thread pool drops a task that throws. */
    private static void safely(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            log.error("unexpected error in presence", e);
        }
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    private long now() {
        return clock.getAsLong();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
