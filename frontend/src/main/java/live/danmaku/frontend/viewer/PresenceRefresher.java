package live.danmaku.frontend.viewer;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.RoomId;
import live.danmaku.model.UserId;
import live.danmaku.model.room.Presence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects who polled and tells the store in batches, so that a poll writes nothing. Thread-safe. */
public final class PresenceRefresher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PresenceRefresher.class);

    private final Presence presence;
    private final Map<RoomId, Set<UserId>> polled = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "presence-refresher"));

    public PresenceRefresher(Presence presence, PresenceSettings settings) {
        this.presence = presence;
        long period = settings.refreshPeriod().toMillis();
        thread.scheduleWithFixedDelay(this::tryFlush, period, period, TimeUnit.MILLISECONDS);
    }

    public void polled(RoomId room, UserId viewer) {
        Set<UserId> known = polled.get(room);
        if (known != null && known.contains(viewer)) {
            return; // most polls between two flushes
        }
        polled.compute(room, (key, old) -> {
            Set<UserId> viewers = old == null ? ConcurrentHashMap.newKeySet() : old;
            viewers.add(viewer);
            return viewers;
        });
    }

    /** A thread pool drops a task that throws. */
    private void tryFlush() {
        try {
            flush();
        } catch (RuntimeException e) {
            log.warn("viewers not refreshed; they poll again: {}", e.toString());
        }
    }

    private void flush() {
        for (RoomId room : polled.keySet()) {
            Set<UserId> viewers = polled.remove(room);
            if (viewers != null) {
                presence.refresh(room, viewers).exceptionally(failure -> {
                    log.debug("refreshing {} viewers of {} failed; they poll again", viewers.size(), room, failure);
                    return List.of();
                });
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
