package live.danmaku.push.pusher.feed;

import static live.danmaku.push.pusher.feed.FeedHarness.ROOM;
import static live.danmaku.push.pusher.feed.FeedHarness.ids;
import static live.danmaku.push.pusher.message.Messages.commentEntry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import live.danmaku.model.Topic;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Batch;
import org.junit.jupiter.api.Test;

/** Who follows a topic is told from which place on it is told everything, and nobody else is told anything. */
class FollowTest {

    private static final long SMALL = 10;
    private static final long LARGE = 300;

    private final FeedHarness feeds = new FeedHarness();

    @Test
    void follow_isAnsweredWithThePlaceFromWhichEverythingIsTold() {
        feeds.append(commentEntry("m1", "ann"));
        FakeLink link = feeds.follow(SMALL, Encoding.JSON);

        assertThat(link.positions("room:r1")).containsExactly(feeds.end().toString());
        feeds.append(commentEntry("m2", "ann"));
        feeds.turns.run();
        Batch pulled = feeds.pull(link, link.positions("room:r1").get(0), null, 0, Encoding.JSON);
        assertThat(ids(pulled)).containsExactly("m2");
    }

    @Test
    void follow_ofATopicThatHasNoTimelineYet_goesOnIntoItsFirstMessage() {
        FakeLink link = feeds.follow(LARGE, Encoding.JSON);
        assertThat(link.positions("room:r1")).containsExactly("0-0");

        feeds.append(commentEntry("m1", "ann"));
        feeds.turns.run();

        Batch batch = link.batches().get(0);
        assertThat(batch.getFrom()).isEqualTo("0-0");
        assertThat(batch.getTo()).isEqualTo(feeds.end().toString());
        assertThat(batch.getGap()).isFalse();
        assertThat(ids(batch)).containsExactly("m1");
    }

    @Test
    void followSaidAgain_isNotAnsweredAgain() {
        FakeLink link = feeds.follow(SMALL, Encoding.JSON);
        feeds.follow(link, ROOM, SMALL, Encoding.JSON, Encoding.NATIVE);

        assertThat(link.positions("room:r1")).hasSize(1);
    }

    @Test
    void lastOneWhoUnfollows_endsTheTopic() {
        FakeLink one = feeds.follow(SMALL, Encoding.JSON);
        FakeLink other = feeds.follow(SMALL, Encoding.JSON);
        feeds.loop.unfollow(one, ROOM);
        feeds.loop.forget(other);
        int reads = feeds.reads.size();

        feeds.append(commentEntry("m1", "ann"));
        feeds.turns.pass(Duration.ofSeconds(5));

        assertThat(feeds.reads).hasSize(reads);
        assertThat(feeds.registry.get("danmaku.pusher.topics").gauge().value()).isZero();
    }

    @Test
    void nobodyIsToldOfATopicThatHeDoesNotFollow() {
        FakeLink link = new FakeLink();
        feeds.follow(link, Topic.parse("room:r2"), LARGE, Encoding.JSON);
        feeds.follow(LARGE, Encoding.JSON);
        link.take();

        feeds.append(commentEntry("m1", "ann"));
        feeds.turns.pass(Duration.ofSeconds(3));

        assertThat(link.batches()).isEmpty();
        assertThat(link.places("room:r1")).isEmpty();
    }
}
