package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
import live.danmaku.model.room.PresenceContract;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineLimits;
import org.junit.jupiter.api.Test;

class RedisPresenceIT extends PresenceContract {

    private final RedisPresence presence = new RedisPresence(SharedRedis.LINK);

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
        assertThat(join(presence.enter(room, ann))).isFalse();
        assertThat(join(presence.list(room, 0, 10))).isEmpty();
    }

    private static TimelineEntry comment() {
        byte[] payload = "{\"id\":\"m1\",\"type\":\"comment\"}".getBytes(UTF_8);
        return new TimelineEntry(1, new MessageId("m1"), MessageType.COMMENT, payload);
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
