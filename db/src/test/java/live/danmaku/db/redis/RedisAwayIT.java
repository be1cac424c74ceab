package live.danmaku.db.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import live.danmaku.embedded.EmbeddedRedis;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Appends;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.Test;

class RedisAwayIT {

    private static final Topic TOPIC = Topic.room(new RoomId("r1"));

    @Test
    void redisKilledAndRestarted_failsMeanwhileThenKeepsWhatItHadAndKnowsTheScriptsAgain() throws Exception {
        try (EmbeddedRedis server = TestEngines.ownRedis();
                RedisLink link = new RedisLink(server.address(), Duration.ofMillis(500))) {
            RedisTimeline timeline = new RedisTimeline(link, TimelineLimits.DEFAULT);
            append(timeline, 1);

            server.kill();
            assertThatThrownBy(() -> append(timeline, 2)).isNotNull();

            server.restart();
            await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> append(timeline, 2));
            append(timeline, 3);
            ReadRequest all = new ReadRequest(TOPIC, new ReadFrom.Start(), EnumSet.allOf(MessageType.class), 10);
            ReadResult.Page page =
                    (ReadResult.Page) timeline.read(all).toCompletableFuture().get(5, TimeUnit.SECONDS);
            assertThat(Appends.ids(page.messages())).containsExactly("m1", "m2", "m3");
        }
    }

    private static void append(RedisTimeline timeline, int number) throws Exception {
        timeline.append(Appends.batch(TOPIC, System.currentTimeMillis(), Appends.comments(number, number)))
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }
}
