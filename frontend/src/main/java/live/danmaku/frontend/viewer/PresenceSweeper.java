package live.danmaku.frontend.viewer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import live.danmaku.model.room.Presence;
import live.danmaku.model.room.PresenceChange;
import live.danmaku.model.room.PresenceNews;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets viewers leave who went without a word, and tells the room; also what others have noted and could not tell. Every front
 * end does so for all live rooms, some thousands at a time; the store gives each change to one of them only.
 */
public final class PresenceSweeper implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PresenceSweeper.class);
    private static final int ROOMS_AT_A_TIME = 5_000;
    private static final int MOST_CHANGES = 500;

    private final RoomStore rooms;
    private final Presence presence;
    private final PresenceNews news;
    private final PresenceSettings settings;
    private final int page;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "presence-sweeper"));

    public PresenceSweeper(RoomStore rooms, Presence presence, PresenceNews news, PresenceSettings settings) {
        this(rooms, presence, news, settings, ROOMS_AT_A_TIME);
    }

    /** @param page so many rooms at a time */
    PresenceSweeper(RoomStore rooms, Presence presence, PresenceNews news, PresenceSettings settings, int page) {
        this.page = page;
        this.rooms = rooms;
        this.presence = presence;
        this.news = news;
        this.settings = settings;
        long period = settings.sweepPeriod().toMillis();
        thread.scheduleWithFixedDelay(this::trySweep, period, period, TimeUnit.MILLISECONDS);
    }

    /** A thread pool drops a task that throws. */
    private void trySweep() {
        try {
            sweep();
        } catch (RuntimeException e) {
            log.warn("not swept, again in {}: {}", settings.sweepPeriod(), e.toString());
        }
    }

    private void sweep() {
        if (!sweeping.compareAndSet(false, true)) {
            return; // a store that is slow is not asked twice
        }
        sweepAfter(null).whenComplete((done, failure) -> {
            sweeping.set(false);
            if (failure != null) {
                log.debug("not swept, again in {}", settings.sweepPeriod(), failure);
            }
        });
    }

    private CompletionStage<Void> sweepAfter(@Nullable Room last) {
        return rooms.page(RoomState.LIVE, page, last)
                .thenCompose(live -> sweep(live)
                        .thenCompose(done -> live.size() < page
                                ? CompletableFuture.completedFuture(null)
                                : sweepAfter(live.get(live.size() - 1))));
    }

    private CompletableFuture<Void> sweep(List<Room> live) {
        return CompletableFuture.allOf(live.stream().map(this::sweep).toArray(CompletableFuture[]::new));
    }

    /** Never fails, so that one room does not keep the others from being swept. */
    private CompletableFuture<Void> sweep(Room room) {
        return CompletableFuture.completedFuture(room)
                .thenCompose(one -> presence.expire(one.id(), settings.maxAge().toMillis(), MOST_CHANGES))
                .thenAccept(changes -> changes.forEach(change -> tell(room, change)))
                .exceptionally(failure -> {
                    log.debug("{} not swept, again in {}", room.id(), settings.sweepPeriod(), failure);
                    return null;
                });
    }

    private void tell(Room room, PresenceChange change) {
        news.tell(room, change).exceptionally(failure -> {
            log.warn("{} of {} untold, again later: {}", change, room.id(), failure.toString());
            return null;
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
