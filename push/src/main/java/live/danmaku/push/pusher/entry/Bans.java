package live.danmaku.push.pusher.entry;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.RoomId;
import live.danmaku.model.room.Moderation;
import live.danmaku.model.room.ModerationNews;
import live.danmaku.model.room.ModerationStore;
import live.danmaku.push.link.CloseCode;
import live.danmaku.push.link.v1.Close;
import live.danmaku.push.link.v1.FromPusher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends away who was banned while connected: at the hint that a room's moderation has changed and, since hints may be lost,
 * when each room with somebody in it is looked at again.
 */
final class Bans implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Bans.class);

    private final ModerationStore moderations;
    private final Visitors visitors;
    private final Doorkeeper doorkeeper;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "bans"));

    /** @param lookEvery how often all rooms are looked at */
    Bans(
            ModerationStore moderations,
            ModerationNews news,
            Visitors visitors,
            Doorkeeper doorkeeper,
            Duration lookEvery) {
        this.moderations = moderations;
        this.visitors = visitors;
        this.doorkeeper = doorkeeper;
        news.listen(this::changed);
        thread.scheduleWithFixedDelay(
                this::lookAtAll, lookEvery.toMillis(), lookEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void changed(RoomId room) {
        doorkeeper.moderationChanged(room);
        visitors.rooms().thenAccept(all -> {
            if (all.contains(room)) {
                look(room);
            }
        });
    }

    private void lookAtAll() {
        visitors.rooms().thenAccept(all -> all.forEach(this::look));
    }

    private void look(RoomId room) {
        moderations.find(room).thenAccept(rules -> sendAway(room, rules)).exceptionally(failure -> {
            log.debug("bans of {} not known, again later", room, failure);
            return null;
        });
    }

    private void sendAway(RoomId room, Moderation rules) {
        if (rules.banned().isEmpty()) {
            return;
        }
        visitors.remove(room, rules.banned())
                .thenAccept(removed -> removed.forEach(one -> {
                    FromPusher close = FromPusher.newBuilder()
                            .setClose(Close.newBuilder()
                                    .setRoom(room.value())
                                    .setUid(one.viewer().uid().value())
                                    .setCode(CloseCode.BANNED)
                                    .setReason("banned from room " + room))
                            .build();
                    one.links().forEach(link -> link.say(close));
                }));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
