package live.danmaku.frontend.hotroom;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.frontend.moderation.Moderations;
import live.danmaku.frontend.poll.PollListener;
import live.danmaku.frontend.room.Rooms;
import live.danmaku.frontend.viewer.OnlineCounts;
import live.danmaku.frontend.viewer.PresenceRefresher;
import live.danmaku.model.RoomId;
import live.danmaku.model.ops.Decision;
import live.danmaku.model.ops.DecisionLog;
import live.danmaku.model.ops.RoomFigureSource;
import live.danmaku.model.ops.RoomFigures;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.timeline.HintSource;
import live.danmaku.model.timeline.TimelineReader;
import live.danmaku.web.token.Caller;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which rooms are hot on this front end. Polls are counted; once a second rooms become hot or stop being it, which is
 * written to the decision log. A hot room is read about once a second, sooner when a hint comes. Thread-safe.
 */
public final class HotRooms implements HotAnswers, PollListener, RoomFigureSource, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HotRooms.class);
    private static final Duration JUDGED_EVERY = Duration.ofSeconds(1);

    private final Rooms rooms;
    private final OnlineCounts online;
    private final PresenceRefresher presence;
    private final Moderations moderations;
    private final TimelineReader timeline;
    private final HintSource hints;
    private final AnswerWriter writer;
    private final DecisionLog decisions;
    private final SwitchWatch switches;
    private final HotRoomSettings settings;
    private final HotRoomMetrics metrics;
    private final Clock clock;
    private final Map<String, ReadMeter> meters = new ConcurrentHashMap<>();
    private final Map<String, FollowedRoom> hot = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "hot-rooms"));

    HotRooms(
            Rooms rooms,
            OnlineCounts online,
            PresenceRefresher presence,
            Moderations moderations,
            TimelineReader timeline,
            HintSource hints,
            AnswerWriter writer,
            DecisionLog decisions,
            SwitchWatch switches,
            HotRoomSettings settings,
            HotRoomMetrics metrics,
            Clock clock) {
        this.rooms = rooms;
        this.online = online;
        this.presence = presence;
        this.moderations = moderations;
        this.timeline = timeline;
        this.hints = hints;
        this.writer = writer;
        this.decisions = decisions;
        this.switches = switches;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
        long period = JUDGED_EVERY.toMillis();
        thread.scheduleAtFixedRate(this::tryJudge, period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public void polled(RoomId room) {
        meters.computeIfAbsent(room.value(), id -> new ReadMeter()).count();
    }

    @Override
    public boolean isHot(String room) {
        return hot.containsKey(room);
    }

    @Override
    public @Nullable SharedAnswer answer(String room, String query, @Nullable Caller viewer) {
        FollowedRoom followed = hot.get(room);
        if (followed == null) {
            return null;
        }
        SharedAnswers answers =
                viewer == null ? followed.room().answers() : followed.room().answersForEverybody();
        SharedAnswer answer =
                answers == null ? null : answers.of(followed.id(), query, viewer == null ? null : viewer.uid());
        if (answer != null) {
            if (viewer != null) {
                presence.polled(followed.id(), viewer.uid());
            }
            followed.meter().count();
            metrics.shared();
        }
        return answer;
    }

    private void tryJudge() {
        try {
            judge();
        } catch (RuntimeException e) {
            log.error("unexpected error; the set of hot rooms is unchanged", e);
        }
    }

    private void judge() {
        boolean allowed = switches.inForce().hotRooms();
        meters.forEach((id, meter) -> {
            boolean was = hot.containsKey(id);
            long rate = meter.judge(settings, JUDGED_EVERY, clock.millis());
            boolean is = meter.isHot() && allowed;
            if (is && !was) {
                hot.put(id, follow(new RoomId(id), meter));
                tell(id, "cold", "hot", rate);
            } else if (!is && was) {
                FollowedRoom followed = hot.remove(id);
                if (followed != null) {
                    followed.close();
                }
                tell(id, "hot", "cold", rate);
            }
        });
        // A meter that counts again later is made anew.
        meters.values().removeIf(meter -> !meter.isHot() && meter.isIdle());
        metrics.rooms(hot.size());
    }

    private FollowedRoom follow(RoomId id, ReadMeter meter) {
        HotRoom room = new HotRoom(id, rooms, online, moderations, timeline, writer, settings, metrics);
        return new FollowedRoom(id, room, meter, hints, thread, settings);
    }

    private void tell(String room, String before, String after, long rate) {
        decisions.record(new Decision(
                clock.millis(),
                "hot-room",
                "room:" + room,
                before,
                after,
                "%,d polls/s on this front end".formatted(rate),
                Map.of("pollsPerS", rate)));
    }

    @Override
    public Map<RoomId, RoomFigures> rooms() {
        Map<RoomId, RoomFigures> polled = new HashMap<>();
        meters.forEach((id, meter) ->
                polled.put(new RoomId(id), new RoomFigures(meter.rate(), hot.containsKey(id) ? 1 : 0, 0, "")));
        return polled;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        hot.values().forEach(FollowedRoom::close);
    }
}
