package live.danmaku.push.pusher.feed;

import static live.danmaku.push.pusher.feed.FeedHarness.ROOM;
import static live.danmaku.push.pusher.feed.FeedHarness.ids;
import static live.danmaku.push.pusher.message.Messages.commentEntry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Batch;
import org.junit.jupiter.api.Test;

/** Hints, stores and timelines that are lost, late or away: links are told everything, or a gap. */
class FeedFaultsTest {

    private static final long SMALL = 10;
    private static final long LARGE = 300;

    private final FeedHarness feeds = new FeedHarness();

    @Test
    void lostHint_isFoundWithinAHeartbeat() {
        FakeLink link = feeds.follow(SMALL, Encoding.JSON);
        FakeLink large = new FakeLink();
        Topic other = Topic.parse("room:large");
        feeds.follow(large, other, LARGE, Encoding.JSON);
        feeds.turns.pass(Duration.ofMillis(10));
        feeds.hintsAreLost = true;

        feeds.append(commentEntry("m1", "ann"));
        feeds.append(other, commentEntry("m1", "ann"));
        feeds.turns.pass(FeedHarness.HEARTBEAT);

        assertThat(link.places("room:r1")).endsWith(feeds.end().toString());
        assertThat(ids(large.batches().get(0))).containsExactly("m1");
    }

    @Test
    void everyHeartbeat_placesOfAllTopicsAreTold() {
        FakeLink link = new FakeLink();
        IntStream.range(0, 100).forEach(i -> feeds.follow(link, Topic.parse("room:t" + i), SMALL, Encoding.JSON));
        feeds.turns.pass(Duration.ofSeconds(1));
        for (int second = 0; second < 5; second++) {
            link.take();
            feeds.turns.pass(FeedHarness.HEARTBEAT);
            assertThat(IntStream.range(0, 100).mapToObj(i -> link.places("room:t" + i)))
                    .allSatisfy(places -> assertThat(places).hasSize(1));
            assertThat(link.notifies()).isLessThanOrEqualTo(20);
        }
    }

    @Test
    void storeAway_nothingIsTold_andEverythingOnceItIsBack() {
        FakeLink link = feeds.follow(LARGE, Encoding.JSON);
        feeds.storeIsAway = true;
        feeds.append(commentEntry("m1", "ann"));
        feeds.turns.pass(Duration.ofSeconds(30));
        feeds.append(commentEntry("m2", "ann"));
        feeds.turns.pass(Duration.ofSeconds(30));
        assertThat(link.batches()).isEmpty();
        assertThat(feeds.pull(link, "e9-1", null, 0, Encoding.JSON).getAhead()).isTrue();

        feeds.storeIsAway = false;
        feeds.turns.pass(FeedHarness.HEARTBEAT);

        List<Batch> told =
                link.batches().stream().filter(batch -> batch.getRequest() == 0).toList();
        assertThat(told).hasSize(1);
        assertThat(ids(told.get(0))).containsExactly("m1", "m2");
    }

    @Test
    void storeAwayAtTheBeginning_followIsAnsweredOnceItIsBack() {
        feeds.storeIsAway = true;
        FakeLink link = feeds.follow(SMALL, Encoding.JSON);
        feeds.turns.pass(Duration.ofSeconds(5));
        assertThat(link.positions("room:r1")).isEmpty();
        assertThat(link.places("room:r1")).isEmpty();
        // Words without content tell that the pusher itself is there.
        assertThat(link.notifies()).isEqualTo(5);

        feeds.storeIsAway = false;
        feeds.turns.pass(FeedHarness.HEARTBEAT);

        assertThat(link.positions("room:r1")).hasSize(1);
    }

    @Test
    void lostTimeline_isAGapIntoTheNewOne() {
        feeds.append(commentEntry("m1", "ann"));
        FakeLink link = feeds.follow(LARGE, Encoding.JSON);
        String before = link.positions("room:r1").get(0);

        feeds.timeline.lose(ROOM);
        feeds.append(commentEntry("m2", "ann"));
        feeds.turns.run();

        Batch batch = link.batches().get(0);
        assertThat(batch.getGap()).isTrue();
        assertThat(batch.getFrom()).isEqualTo(before);
        assertThat(batch.getTo()).isEqualTo(feeds.end().toString());
        assertThat(ids(batch)).containsExactly("m2");

        Batch pulled = feeds.pull(link, before, null, 0, Encoding.JSON);
        assertThat(pulled.getGap()).isTrue();
        assertThat(pulled.getFrom()).isEqualTo(before);
        assertThat(pulled.getTo()).isEqualTo(feeds.end().toString());
    }

    @Test
    void lostSuffix_thatWasTold_isAGapIntoWhatIsAppendedAgain() {
        feeds.append(commentEntry("m1", "ann"));
        Object kept = feeds.timeline.keep(ROOM);
        feeds.append(commentEntry("m2", "ann"), commentEntry("m3", "ann"));
        FakeLink link = feeds.follow(LARGE, Encoding.JSON);
        String before = link.positions("room:r1").get(0);

        feeds.timeline.putBack(ROOM, kept);
        feeds.turns.pass(FeedHarness.HEARTBEAT);
        assertThat(link.batches()).isEmpty();
        feeds.append(commentEntry("m3", "ann"), commentEntry("m2", "ann"));
        feeds.turns.pass(FeedHarness.HEARTBEAT);

        Batch first = link.batches().get(0);
        assertThat(first.getGap()).isTrue();
        assertThat(first.getFrom()).isEqualTo(before);
        assertThat(link.batches().stream().filter(Batch::getGap)).hasSize(1);
        assertThat(link.batches().stream().flatMap(batch -> ids(batch).stream()))
                .containsExactly("m3", "m2");
        assertThat(feeds.pull(link, before, null, 0, Encoding.JSON).getGap()).isTrue();
    }

    @Test
    void lostSuffix_thatOnlyOthersHadSeen_isAGapForThem_andNoneHere() {
        feeds.append(commentEntry("m1", "ann"));
        FakeLink link = feeds.follow(LARGE, Encoding.JSON);
        String survived = link.positions("room:r1").get(0);
        feeds.hintsAreLost = true;
        Object kept = feeds.timeline.keep(ROOM);
        feeds.append(commentEntry("m2", "ann"));
        String between = feeds.end().toString();
        feeds.append(commentEntry("m3", "ann"));
        String lost = feeds.end().toString();

        feeds.timeline.putBack(ROOM, kept);
        feeds.append(commentEntry("m3", "ann"), commentEntry("m2", "ann"));
        feeds.turns.pass(FeedHarness.HEARTBEAT);

        List<Batch> told = link.batches();
        assertThat(told.stream().noneMatch(Batch::getGap)).isTrue();
        assertThat(told.stream().flatMap(batch -> ids(batch).stream())).containsExactly("m3", "m2");
        assertThat(feeds.pull(link, survived, null, 0, Encoding.JSON).getGap()).isFalse();
        for (String cursor : List.of(between, lost)) {
            Batch pulled = feeds.pull(link, cursor, null, 0, Encoding.JSON);
            assertThat(pulled.getGap()).isTrue();
            assertThat(ids(pulled)).containsExactly("m3", "m2");
        }
    }

    @Test
    void trimmedTimeline_isAGap() {
        FeedHarness some =
                new FeedHarness(FeedHarness.settings(2), new TimelineLimits(5, Duration.ZERO, Duration.ofHours(1)));
        some.append(commentEntry("m0", "ann"));
        FakeLink link = some.follow(LARGE, Encoding.JSON);
        String before = link.positions("room:r1").get(0);
        some.hintsAreLost = true;
        for (int i = 1; i < 20; i++) {
            some.turns.pass(Duration.ofMillis(10));
            some.append(commentEntry("m" + i, "ann"));
            some.timeline.archived(FeedHarness.ROOM, some.end()); // rooms are not trimmed before
        }
        some.turns.pass(FeedHarness.HEARTBEAT);

        Batch batch = link.batches().get(0);
        assertThat(batch.getGap()).isTrue();
        assertThat(ids(batch)).containsExactly("m15", "m16", "m17", "m18", "m19");
        assertThat(some.pull(link, before, null, 0, Encoding.JSON).getGap()).isTrue();
    }

    @Test
    void timelineBehindUs_isWaitedFor() {
        feeds.append(commentEntry("m1", "ann"));
        FakeLink link = feeds.follow(LARGE, Encoding.JSON);
        Cursor at = feeds.end();
        feeds.planned = new ReadResult.Ahead(at);
        feeds.append(commentEntry("m2", "ann"));
        feeds.turns.run();
        assertThat(link.batches()).isEmpty();

        feeds.turns.pass(FeedHarness.HEARTBEAT);

        assertThat(link.batches().get(0).getFrom()).isEqualTo(at.toString());
        assertThat(ids(link.batches().get(0))).containsExactly("m2");
    }
}
