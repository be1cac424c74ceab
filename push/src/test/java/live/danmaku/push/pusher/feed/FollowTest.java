package live.danmaku.push.pusher.feed;

import static live.danmaku.push.pusher.feed.FeedHarness.ROOM;
import static live.danmaku.push.pusher.feed.FeedHarness.ids;
import static live.danmaku.push.pusher.message.Messages.commentEntry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import live.danmaku.model.Topic;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Batch;
import live.danmaku.push.link.v1.Follow;
import live.danmaku.push.link.v1.Pull;
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
    void encodingOfANewerConnector_endsNoLink_andIsNotAnsweredByAHole() {
        feeds.append(commentEntry("m1", "ann"));
        FakeLink link = new FakeLink();
        feeds.loop.follow(
                link,
                ROOM,
                Follow.newBuilder()
                        .setTopic(ROOM.name())
                        .setSessions(3)
                        .addEncodings(99)
                        .addEncodings(4)
                        .build());
        feeds.turns.run();
        String from = link.positions("room:r1").get(0);
        feeds.append(commentEntry("m2", "ann"));
        feeds.turns.run();

        assertThat(ids(feeds.pull(link, from, null, 0, Encoding.JSON))).containsExactly("m2");
        feeds.loop.pull(
                link,
                ROOM,
                Pull.newBuilder()
                        .setRequest(7)
                        .setTopic(ROOM.name())
                        .setFrom(from)
                        .addEncodings(99)
                        .build());
        feeds.turns.run();
        assertThat(link.batches())
                .filteredOn(batch -> batch.getRequest() == 7)
                .singleElement()
                .satisfies(batch -> {
                    assertThat(batch.getAhead()).isTrue();
                    assertThat(batch.getTo()).isEqualTo(from);
                });
        assertThat(link.closedWith).isNull();
    }

    @Test
    void manyTopicsAtOnce_areBegunAFewAtATime() {
        FakeLink link = new FakeLink();
        feeds.storeIsSilent = true;
        IntStream.range(0, 2_000).forEach(i -> feeds.follow(link, Topic.parse("room:t" + i), SMALL, Encoding.JSON));
        feeds.turns.pass(Duration.ofMillis(500));
        assertThat(feeds.reads).hasSizeLessThanOrEqualTo(1_000);

        feeds.answer();

        assertThat(IntStream.range(0, 2_000).mapToObj(i -> link.positions("room:t" + i)))
                .allSatisfy(positions -> assertThat(positions).hasSize(1));
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
