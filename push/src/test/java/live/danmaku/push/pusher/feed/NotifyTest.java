package live.danmaku.push.pusher.feed;

import static live.danmaku.push.pusher.feed.FeedHarness.ROOM;
import static live.danmaku.push.pusher.feed.FeedHarness.ids;
import static live.danmaku.push.pusher.message.Messages.commentEntry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import live.danmaku.model.Topic;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Pull;
import org.junit.jupiter.api.Test;

/** A small topic: links are told that there is something, and pull it. */
class NotifyTest {

    private static final long SMALL = 10;

    private final FeedHarness feeds = new FeedHarness();

    @Test
    void smallTopic_isNotifiedAndPulledFromMemory() {
        FakeLink link = feeds.follow(SMALL, Encoding.JSON);
        feeds.turns.pass(Duration.ofMillis(10));
        link.take();
        String before = feeds.end().toString();

        feeds.append(commentEntry("m1", "ann"));
        feeds.turns.run();
        int reads = feeds.reads.size();

        assertThat(link.places("room:r1")).containsExactly(feeds.end().toString());
        assertThat(link.batches()).isEmpty();
        assertThat(ids(feeds.pull(link, before.equals("0-0") ? "0-0" : before, null, 0, Encoding.JSON)))
                .containsExactly("m1");
        assertThat(feeds.reads.size() - reads).isLessThanOrEqualTo(1);
    }

    @Test
    void hintsOfManyTopics_areOneNotify_andOneBatches() {
        FakeLink link = new FakeLink();
        List<Topic> topics = IntStream.range(0, 1_000)
                .mapToObj(i -> Topic.parse("room:t" + i))
                .toList();
        topics.forEach(topic -> feeds.append(topic, commentEntry("first", "ann")));
        topics.forEach(topic -> feeds.follow(link, topic, SMALL, Encoding.JSON));
        feeds.turns.pass(Duration.ofMillis(10));
        link.take();

        topics.forEach(topic -> feeds.append(topic, commentEntry("m1", "ann")));
        feeds.turns.pass(Duration.ofMillis(4));

        assertThat(link.notifies()).isLessThanOrEqualTo(2);
        assertThat(topics)
                .allSatisfy(topic -> assertThat(link.places(topic.name())).hasSize(1));
    }

    @Test
    void manyPulls_areAnsweredInOneMessage() {
        FakeLink link = feeds.follow(SMALL, Encoding.JSON);
        feeds.append(commentEntry("m1", "ann"), commentEntry("m2", "ann"));
        feeds.turns.pass(Duration.ofMillis(10));
        link.take();

        for (int i = 0; i < 100; i++) {
            feeds.loop.pull(
                    link,
                    ROOM,
                    Pull.newBuilder()
                            .setRequest(i)
                            .setTopic("room:r1")
                            .setFrom(feeds.end().toString())
                            .build());
        }
        feeds.turns.run();

        assertThat(link.stream().filter(FromPusher::hasBatches)).hasSize(1);
        assertThat(link.batches()).hasSize(100);
    }
}
