package live.danmaku.frontend.viewer;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.Sender;
import live.danmaku.model.room.MemberNews;
import live.danmaku.model.room.Presence;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets viewers leave who went without a word, and tells the room. Every front end does so for all live rooms; the store
 * gives each leaver to one of them only.
 */
public final class PresenceSweeper implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PresenceSweeper.class);
    private static final int MOST_LEAVERS = 500;

    private final RoomStore rooms;
    private final Presence presence;
    private final MemberNews news;
    private final PresenceSettings settings;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "presence-sweeper"));

    public PresenceSweeper(RoomStore rooms, Presence presence, MemberNews news, PresenceSettings settings) {
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
        rooms.all(RoomState.LIVE).thenAccept(live -> live.forEach(this::sweep)).exceptionally(failure -> {
            log.debug("not swept, again in {}", settings.sweepPeriod(), failure);
            return null;
        });
    }

    private void sweep(Room room) {
        presence.expire(room.id(), settings.maxAge().toMillis(), MOST_LEAVERS)
                .thenAccept(leavers -> tell(room, leavers))
                .exceptionally(failure -> {
                    log.debug("{} not swept, again in {}", room.id(), settings.sweepPeriod(), failure);
                    return null;
                });
    }

    private void tell(Room room, List<Sender> leavers) {
        for (Sender leaver : leavers) {
            news.left(room, leaver).exceptionally(failure -> {
                log.warn("{} left {} untold: {}", leaver.uid(), room.id(), failure.toString());
                return null;
            });
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
