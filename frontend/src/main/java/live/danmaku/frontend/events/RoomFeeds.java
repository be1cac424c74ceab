package live.danmaku.frontend.events;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.frontend.room.Rooms;
import live.danmaku.frontend.viewer.OnlineCounts;
import live.danmaku.frontend.viewer.PresenceRefresher;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.timeline.HintSource;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.TimelineReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rooms that somebody on this front end follows by events. A room is followed from its first viewer on, until some time
 * after the last has gone, so that who reconnects finds what it missed in memory. Thread-safe.
 */
final class RoomFeeds implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RoomFeeds.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int IDLE_TICKS = 15;

    private final TimelineReader timeline;
    private final HintSource hints;
    private final Rooms rooms;
    private final OnlineCounts online;
    private final PresenceRefresher presence;
    private final SwitchWatch switches;
    private final EventsSettings settings;
    private final EventsMetrics metrics;
    private final Map<RoomId, Followed> followed = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "room-events"));

    /** A feed and for how many ticks nobody has been on it. */
    private record Followed(RoomFeed feed, int idle) {}

    RoomFeeds(
            TimelineReader timeline,
            HintSource hints,
            Rooms rooms,
            OnlineCounts online,
            PresenceRefresher presence,
            SwitchWatch switches,
            EventsSettings settings,
            EventsMetrics metrics) {
        this.timeline = timeline;
        this.hints = hints;
        this.rooms = rooms;
        this.online = online;
        this.presence = presence;
        this.switches = switches;
        this.settings = settings;
        this.metrics = metrics;
        long period = TICK.toMillis();
        thread.scheduleAtFixedRate(this::tryTick, period, period, TimeUnit.MILLISECONDS);
    }

    /** A stream of a room's events, which begins when it is subscribed to. */
    EventStream open(RoomId room, ReadFrom from, @Nullable UserId viewer, Runnable hangUp) {
        Followed entry =
                followed.compute(room, (id, known) -> new Followed(known == null ? follow(id) : known.feed(), 0));
        return new EventStream(entry.feed(), from, viewer, hangUp);
    }

    private RoomFeed follow(RoomId room) {
        return new RoomFeed(Topic.room(room), timeline, hints, thread, settings, metrics);
    }

    /** Asks all clients to go elsewhere. */
    void goAway() {
        thread.execute(() -> followed.values().forEach(each -> each.feed().end(StreamEnd.SHUTDOWN)));
    }

    private void tryTick() {
        try {
            tick();
        } catch (RuntimeException e) {
            log.error("unexpected error; rooms are read on hints only", e);
        }
    }

    private void tick() {
        boolean allowed = switches.inForce().push();
        for (RoomId room : followed.keySet()) {
            Followed entry = followed.computeIfPresent(room, (id, known) -> aged(known));
            if (entry == null) {
                continue;
            }
            RoomFeed feed = entry.feed();
            if (!allowed) {
                feed.end(StreamEnd.SWITCH);
                followed.remove(room, entry);
                feed.close();
                continue;
            }
            for (EventStream stream : feed.streams()) {
                stream.requireProgress();
                UserId viewer = stream.viewer();
                if (viewer != null) {
                    presence.polled(room, viewer);
                }
            }
            facts(room).whenCompleteAsync((facts, failure) -> feed.tick(text(facts), isEnded(facts)), thread);
        }
    }

    /** Null when nobody has come for some time. */
    private static @Nullable Followed aged(Followed known) {
        if (!known.feed().streams().isEmpty()) {
            return new Followed(known.feed(), 0);
        }
        if (known.idle() >= IDLE_TICKS) {
            known.feed().close();
            return null;
        }
        return new Followed(known.feed(), known.idle() + 1);
    }

    private record Facts(Room room, long online) {}

    private CompletionStage<Facts> facts(RoomId room) {
        return rooms.require(room.value()).thenCombine(online.of(room), Facts::new);
    }

    private static @Nullable ByteBuffer text(@Nullable Facts facts) {
        return facts == null ? null : EventText.room(facts.room().state().wireName(), facts.online());
    }

    private static boolean isEnded(@Nullable Facts facts) {
        return facts != null && facts.room().state() == RoomState.ENDED;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        followed.values().forEach(each -> each.feed().close());
    }
}
