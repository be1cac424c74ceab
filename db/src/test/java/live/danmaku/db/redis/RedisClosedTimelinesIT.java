package live.danmaku.db.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Appends;
import live.danmaku.model.timeline.TimelineLimits;
import org.junit.jupiter.api.Test;

class RedisClosedTimelinesIT {

    private final Topic topic = Topic.room(new RoomId("r" + UUID.randomUUID()));
    private final RedisTimeline timeline = new RedisTimeline(SharedRedis.LINK, TimelineLimits.DEFAULT);
    private final RedisClosedTimelines closed = new RedisClosedTimelines(SharedRedis.LINK);

    @Test
    void isClosed_onlyAfterClose() {
        assertThat(isClosed()).as("absent").isFalse();
        WritingSide.get(timeline.append(Appends.batch(topic, System.currentTimeMillis(), Appends.comments(1, 1))));
        assertThat(isClosed()).as("open").isFalse();

        WritingSide.get(timeline.close(topic));

        assertThat(isClosed()).isTrue();
    }

    private boolean isClosed() {
        return WritingSide.get(closed.isClosed(topic));
    }
}
