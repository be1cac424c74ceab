package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.model.timeline.TimelineEnds;
import org.junit.jupiter.api.Test;

class RedisTimelineEndsIT {

    private final RedisTimelineEnds ends = new RedisTimelineEnds(SharedRedis.servers());

    @Test
    void ends_ofManyTopics_areInTheirOrder_originWhereThereIsNone() {
        List<Topic> topics = new ArrayList<>();
        List<Cursor> expected = new ArrayList<>();
        for (int i = 0; i < TimelineEnds.MOST; i++) {
            Topic topic = Topic.parse("room:" + UUID.randomUUID());
            topics.add(topic);
            expected.add(i % 3 == 0 ? Cursor.ORIGIN : new Cursor(new Epoch("e" + i), i * 4_096_000_000L));
            if (i % 3 != 0) {
                exists(topic, expected.get(i));
            }
        }

        assertThat(ends.ends(topics)
                        .toCompletableFuture()
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join())
                .isEqualTo(expected);
        assertThat(ends.ends(List.of()).toCompletableFuture().join()).isEmpty();
    }

    @Test
    void ends_ofTooMany_areRefused() {
        List<Topic> topics = Collections.nCopies(TimelineEnds.MOST + 1, Topic.ALL);

        assertThatThrownBy(() -> ends.ends(topics))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("topics: 201 (expected: at most 200)");
    }

    private static void exists(Topic topic, Cursor end) {
        SharedRedis.LINK
                .commands()
                .hset(
                        new TopicKeys(topic).meta(),
                        Map.of(
                                bytes("epoch"),
                                bytes(end.epoch().value()),
                                bytes("clock"),
                                bytes(Long.toString(end.place()))))
                .toCompletableFuture()
                .join();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
