package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.room.Presence;
import live.danmaku.model.room.PresenceChange;
import live.danmaku.model.room.PresenceContract;
import live.danmaku.model.room.PresenceRepair.Shown;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineLimits;
import org.junit.jupiter.api.Test;

class RedisPresenceIT extends PresenceContract {

    private final RedisPresence presence = new RedisPresence(SharedRedis.LINK, TELL_WITHIN);

    @Override
    protected Presence presence() {
        return presence;
    }

    @Test
    void close_room_nobodyIsThereAnyMoreAndNobodyComesBack() {
        RoomId room = new RoomId("r" + UUID.randomUUID());
        Sender ann = new Sender(new UserId("ann"), "Ann");
        RedisTimeline timeline = new RedisTimeline(SharedRedis.LINK, TimelineLimits.DEFAULT);
        join(timeline.append(new AppendBatch(
                Topic.room(room), 1, 0, -1, Cursor.ORIGIN, System.currentTimeMillis(), List.of(comment()))));
        join(presence.enter(room, ann));

        join(timeline.close(Topic.room(room)));

        assertThat(join(presence.count(room))).isZero();
        assertThat(join(presence.enter(room, ann))).isEmpty();
        join(presence.restore(room, List.of(new Shown(ann, true, now()))));
        assertThat(join(presence.list(room, 0, 10))).isEmpty();
    }

    @Test
    void restore_lostChanges_areMadeWithoutBeingShownAgain() {
        RoomId room = new RoomId("r" + UUID.randomUUID());
        Sender ann = new Sender(new UserId("ann"), "Ann");
        Sender bob = new Sender(new UserId("bob"), "Bob");
        tell(room, join(presence.enter(room, bob)));

        join(presence.restore(room, List.of(new Shown(ann, true, now()), new Shown(bob, false, now()))));

        assertThat(join(presence.list(room, 0, 10))).containsExactly(ann);
        assertThat(join(presence.expire(room, 60_000, 10))).isEmpty();
        assertThat(join(presence.leave(room, ann.uid()))).isPresent();
    }

    @Test
    void restore_nothingWasLost_changesNothing() {
        RoomId room = new RoomId("r" + UUID.randomUUID());
        Sender ann = new Sender(new UserId("ann"), "Ann");
        long before = now() - 10_000;
        tell(room, join(presence.enter(room, ann)));

        join(presence.restore(room, List.of(new Shown(new Sender(ann.uid(), "Anna"), true, before))));
        join(presence.restore(room, List.of(new Shown(ann, false, before))));

        assertThat(join(presence.list(room, 0, 10))).containsExactly(ann);
        assertThat(join(presence.count(room))).isEqualTo(1);
    }

    private void tell(RoomId room, Optional<PresenceChange> change) {
        join(presence.told(room, List.of(change.orElseThrow().id())));
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    private static TimelineEntry comment() {
        byte[] payload = "{\"id\":\"m1\",\"type\":\"comment\"}".getBytes(UTF_8);
        return new TimelineEntry(1, new MessageId("m1"), MessageType.COMMENT, payload);
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
