package live.danmaku.push.pusher.feed;

import static live.danmaku.push.pusher.feed.FeedHarness.ROOM;
import static live.danmaku.push.pusher.feed.FeedHarness.ids;
import static live.danmaku.push.pusher.message.Messages.commentEntry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Batch;
import live.danmaku.push.link.v1.Pull;
import org.junit.jupiter.api.Test;

/** What a pull is answered, from memory and from the timeline. */
class PullTest {

    private static final long SMALL = 10;

    private final FeedHarness feeds = new FeedHarness();

    @Test
    void pull_withUntil_endsThere() {
        FakeLink link = feeds.follow(SMALL, Encoding.JSON);
        List<String> places = new ArrayList<>(List.of(feeds.end().toString()));
        for (int i = 1; i <= 5; i++) {
            feeds.append(commentEntry("m" + i, "ann"));
            places.add(feeds.end().toString());
        }
        feeds.turns.pass(Duration.ofMillis(50));

        Batch batch = feeds.pull(link, places.get(1), places.get(3), 0, Encoding.JSON);
        assertThat(ids(batch)).containsExactly("m2", "m3");
        assertThat(batch.getTo()).isEqualTo(places.get(3));
        assertThat(batch.getMore()).isFalse();

        Batch none = feeds.pull(link, places.get(3), places.get(2), 0, Encoding.JSON);
        assertThat(none.getTo()).isEqualTo(places.get(3));
        assertThat(none.getMessages()).isZero();
    }

    @Test
    void pull_ofMoreThanItsBudget_saysSo() {
        FakeLink link = feeds.follow(SMALL, Encoding.JSON);
        for (int i = 1; i <= 5; i++) {
            feeds.append(commentEntry("m" + i, "ann"));
        }
        feeds.turns.pass(Duration.ofMillis(50));

        Batch first = feeds.pull(link, "0-0", null, 2, Encoding.JSON);
        assertThat(ids(first)).containsExactly("m1", "m2");
        assertThat(first.getMore()).isTrue();
        Batch second = feeds.pull(link, first.getTo(), null, 3, Encoding.JSON);
        assertThat(ids(second)).containsExactly("m3", "m4", "m5");
        assertThat(second.getMore()).isFalse();
    }

    @Test
    void pullFromBeforeMemory_readsThePage_onceForAllWhoAskMeanwhile() {
        FeedHarness some = new FeedHarness(FeedHarness.settings(3), TimelineLimits.DEFAULT);
        some.append(commentEntry("m0", "ann"));
        String before = some.end().toString();
        for (int i = 1; i < 10; i++) {
            some.append(commentEntry("m" + i, "ann"));
        }
        FakeLink link = some.follow(SMALL, Encoding.JSON);
        int reads = some.reads.size();

        for (int request = 1; request <= 50; request++) {
            some.loop.pull(
                    link,
                    ROOM,
                    Pull.newBuilder()
                            .setRequest(request)
                            .setTopic("room:r1")
                            .setFrom(before)
                            .addEncodings(Encoding.JSON.number())
                            .build());
        }
        some.turns.run();

        assertThat(some.reads.size() - reads).isEqualTo(1);
        assertThat(some.reads.get(reads).from()).isInstanceOf(ReadFrom.After.class);
        assertThat(link.batches()).hasSize(50);
        assertThat(ids(link.batches().get(49))).containsExactly("m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9");
        assertThat(link.batches().get(0).getEncoded(0))
                .isSameAs(link.batches().get(49).getEncoded(0));
    }

    @Test
    void pullAheadOfMemory_looksFirst() {
        feeds.append(commentEntry("m1", "ann"));
        FakeLink link = feeds.follow(SMALL, Encoding.JSON);
        feeds.hintsAreLost = true;
        feeds.append(commentEntry("m2", "ann"));
        String polled = feeds.end().toString();
        feeds.append(commentEntry("m3", "ann"));

        assertThat(ids(feeds.pull(link, polled, null, 0, Encoding.JSON))).containsExactly("m3");
    }

    @Test
    void pullAheadOfTheTimeline_isToldToAskLater() {
        feeds.append(commentEntry("m1", "ann"));
        FakeLink link = feeds.follow(SMALL, Encoding.JSON);
        Cursor ahead = new Cursor(feeds.end().epoch(), feeds.end().place() + 1_000_000);

        Batch batch = feeds.pull(link, ahead.toString(), null, 0, Encoding.JSON);

        assertThat(batch.getAhead()).isTrue();
        assertThat(batch.getTo()).isEqualTo(ahead.toString());
    }

    @Test
    void pullOfATopicThatIsNotFollowed_isToldToAskLater() {
        assertThat(feeds.pull(new FakeLink(), "0-0", null, 0).getAhead()).isTrue();
    }

    @Test
    void nonsense_endsTheLink() {
        FakeLink link = feeds.follow(SMALL, Encoding.JSON);
        feeds.loop.pull(
                link,
                ROOM,
                Pull.newBuilder().setTopic("room:r1").setFrom("nonsense").build());

        assertThat(link.closedWith).contains("cursor: 'nonsense'");
    }
}
