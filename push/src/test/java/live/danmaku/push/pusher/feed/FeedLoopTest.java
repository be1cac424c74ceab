package live.danmaku.push.pusher.feed;

import static live.danmaku.push.pusher.feed.FeedHarness.ROOM;
import static live.danmaku.push.pusher.feed.FeedHarness.ids;
import static live.danmaku.push.pusher.message.Messages.commentEntry;
import static live.danmaku.push.pusher.message.Messages.entry;
import static live.danmaku.push.pusher.message.Messages.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.ops.Decision;
import live.danmaku.model.ops.SwitchName;
import live.danmaku.model.ops.Switches;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Batch;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Pull;
import live.danmaku.push.pusher.grade.GradeSettings;
import org.junit.jupiter.api.Test;

/** Topics of one thread, from the append to what links are told. */
class FeedLoopTest {

    private static final long SMALL = 10;
    private static final long LARGE = 300;

    private final FeedHarness feeds = new FeedHarness();

    // ---- following

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

    // ---- small topics

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

    // ---- large topics

    @Test
    void largeTopic_isBroadcastAtOnce_eachBatchGoingOnFromTheOneBefore() {
        FakeLink link = feeds.follow(LARGE, Encoding.JSON, Encoding.NATIVE_ZLIB);
        FakeLink other = feeds.follow(LARGE, Encoding.WEB_LIVE);
        String at = link.positions("room:r1").get(0);

        for (int i = 0; i < 20; i++) {
            feeds.append(commentEntry("m" + i, "ann"));
            feeds.turns.pass(Duration.ofMillis(50));
        }

        List<String> ids = new ArrayList<>();
        for (Batch batch : link.batches()) {
            assertThat(batch.getRequest()).isZero();
            assertThat(batch.getFrom()).isEqualTo(at);
            at = batch.getTo();
            ids.addAll(ids(batch));
            assertThat(batch.getEncodedList()).hasSize(2);
        }
        assertThat(at).isEqualTo(feeds.end().toString());
        assertThat(ids).hasSize(20).startsWith("m0", "m1").endsWith("m19");
        assertThat(other.batches()).hasSameSizeAs(link.batches());
        assertThat(other.batches()).allSatisfy(batch -> {
            assertThat(batch.getEncodedCount()).isEqualTo(1);
            assertThat(batch.getEncoded(0).getEncoding()).isEqualTo(Encoding.WEB_LIVE.number());
        });
    }

    @Test
    void firstMessage_goesAtOnce_laterOnesAreCollectedForATick() {
        FakeLink link = feeds.follow(4_000, Encoding.JSON);
        feeds.turns.pass(Duration.ofMillis(500));
        link.take();

        feeds.append(commentEntry("m1", "ann"));
        feeds.turns.run();
        assertThat(link.batches()).hasSize(1);

        for (int i = 2; i < 7; i++) {
            feeds.append(commentEntry("m" + i, "ann"));
            feeds.turns.pass(Duration.ofMillis(10));
        }
        assertThat(link.batches()).hasSize(1);
        feeds.turns.pass(Duration.ofMillis(60));

        assertThat(link.batches()).hasSize(2);
        assertThat(ids(link.batches().get(1))).containsExactly("m2", "m3", "m4", "m5", "m6");
    }

    @Test
    void manyMessages_areSplitIntoBatchesThatFitAFrame_atMessages() {
        FakeLink link = feeds.follow(LARGE, Encoding.JSON);
        String text = "x".repeat(2_000);
        String at = link.positions("room:r1").get(0);
        feeds.hintsAreLost = true;
        for (int i = 0; i < 400; i++) {
            feeds.append(entry(
                    MessageType.COMMENT,
                    "m" + i,
                    json(MessageType.COMMENT, "P3", "m" + i, "ann", "{\"text\":\"%s\"}".formatted(text))));
        }
        feeds.turns.pass(Duration.ofSeconds(2));

        List<String> ids = new ArrayList<>();
        for (Batch batch : link.batches()) {
            assertThat(batch.getFrom()).isEqualTo(at);
            at = batch.getTo();
            assertThat(batch.getEncoded(0).getFull().size()).isLessThan(60 << 10);
            assertThat(batch.getMessages()).isEqualTo(ids(batch).size());
            ids.addAll(ids(batch));
        }
        assertThat(link.batches()).hasSizeBetween(14, 30);
        assertThat(ids)
                .containsExactlyElementsOf(
                        IntStream.range(0, 400).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void slowLink_missesBroadcastsAndNotify_whichAreCounted_andGetsWhatItPulls() {
        FakeLink link = feeds.follow(LARGE, Encoding.JSON);
        FakeLink other = feeds.follow(LARGE, Encoding.JSON);
        String at = link.positions("room:r1").get(0);
        link.keepsUp = false;

        feeds.append(commentEntry("m1", "ann"));
        feeds.turns.pass(Duration.ofSeconds(1));

        assertThat(link.batches()).isEmpty();
        assertThat(other.batches()).hasSize(1);
        assertThat(feeds.count("danmaku.pusher.dropped", "kind", "batch")).isEqualTo(1);
        assertThat(feeds.count("danmaku.pusher.dropped", "kind", "notify")).isPositive();

        link.keepsUp = true;
        feeds.turns.pass(Duration.ofSeconds(1));
        assertThat(link.places("room:r1")).endsWith(feeds.end().toString());
        assertThat(ids(feeds.pull(link, at, null, 0, Encoding.JSON))).containsExactly("m1");
    }

    // ---- the mode

    @Test
    void growingTopic_isBroadcast_shrinkingOneNotAtOnce_andBothAreRecorded() {
        FakeLink link = feeds.follow(199, Encoding.JSON);
        feeds.follow(link, ROOM, 200, Encoding.JSON);
        assertThat(modes()).containsExactly("notify>broadcast");

        feeds.follow(link, ROOM, 150, Encoding.JSON);
        feeds.turns.pass(Duration.ofSeconds(30));
        assertThat(modes()).containsExactly("notify>broadcast");

        feeds.follow(link, ROOM, 99, Encoding.JSON);
        feeds.turns.pass(Duration.ofSeconds(9));
        assertThat(modes()).containsExactly("notify>broadcast");
        feeds.turns.pass(Duration.ofSeconds(3));

        assertThat(modes()).containsExactly("notify>broadcast", "broadcast>notify");
        Decision last = feeds.decisions.get(1);
        assertThat(last.subject()).isEqualTo("room:r1");
        assertThat(last.inputs()).containsEntry("sessions", 99L).containsEntry("connectors", 1L);
    }

    @Test
    void broadcastSwitchedOff_topicsArePulled_andBroadcastAgainAfterwards() {
        FakeLink link = feeds.follow(LARGE, Encoding.JSON);
        feeds.switches = FeedHarness.switched(SwitchName.BROADCAST, 0);
        feeds.turns.pass(Duration.ofSeconds(2));
        link.take();

        feeds.append(commentEntry("m1", "ann"));
        feeds.turns.pass(Duration.ofMillis(50));
        assertThat(link.batches()).isEmpty();
        assertThat(link.places("room:r1")).contains(feeds.end().toString());
        String at = feeds.end().toString();

        feeds.switches = Switches.NONE;
        feeds.turns.pass(Duration.ofSeconds(2));
        feeds.append(commentEntry("m2", "ann"));
        feeds.turns.run();

        assertThat(link.batches()).hasSize(1);
        assertThat(link.batches().get(0).getFrom()).isEqualTo(at);
        assertThat(modes()).containsExactly("notify>broadcast", "broadcast>notify", "notify>broadcast");
    }

    // ---- what goes wrong

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

    // ---- what is in messages

    @Test
    void messagesForOneUserOnly_areNotTold_andDoNotBreakTheChain() {
        feeds.append(commentEntry("m1", "ann"));
        FakeLink link = feeds.follow(LARGE, Encoding.JSON);
        String at = link.positions("room:r1").get(0);
        TimelineEntry comment = commentEntry("silent", "bob");
        feeds.append(new TimelineEntry(0, comment.id(), comment.type(), comment.payload(), new UserId("bob"), null, 0));
        feeds.turns.pass(Duration.ofMillis(100));
        assertThat(link.batches()).isEmpty();
        String silent = feeds.end().toString();

        feeds.append(commentEntry("m2", "ann"));
        feeds.turns.run();

        assertThat(link.batches()).hasSize(1);
        assertThat(link.batches().get(0).getFrom()).isEqualTo(at);
        assertThat(ids(link.batches().get(0))).containsExactly("m2");
        // A client that polled until there goes on from its own place.
        assertThat(ids(feeds.pull(link, silent, null, 0, Encoding.JSON))).containsExactly("m2");
    }

    @Test
    void pullFromAPlaceThatNobodySees_isNothingNew() {
        feeds.append(commentEntry("m1", "ann"));
        FakeLink link = feeds.follow(SMALL, Encoding.JSON);
        TimelineEntry comment = commentEntry("silent", "bob");
        feeds.append(new TimelineEntry(0, comment.id(), comment.type(), comment.payload(), new UserId("bob"), null, 0));
        feeds.turns.run();
        String silent = feeds.end().toString();

        Batch batch = feeds.pull(link, silent, null, 0, Encoding.JSON);

        assertThat(batch.getTo()).isEqualTo(silent);
        assertThat(batch.getAhead()).isFalse();
    }

    @Test
    void deletedMessage_isGoneFromMemory_andItsNoticeTravels() {
        FakeLink link = feeds.follow(LARGE, Encoding.JSON);
        String at = link.positions("room:r1").get(0);
        feeds.append(commentEntry("m1", "ann"), commentEntry("m2", "ann"));
        feeds.turns.pass(Duration.ofMillis(50));
        TimelineEntry notice = entry(
                MessageType.SYSTEM,
                "d1",
                json(MessageType.SYSTEM, "P0", "d1", "mod", "{\"event\":\"deleted\",\"id\":\"m1\"}"));
        feeds.append(new TimelineEntry(0, notice.id(), notice.type(), notice.payload(), null, new MessageId("m1"), 0));
        feeds.turns.pass(Duration.ofMillis(50));

        assertThat(ids(link.batches().get(link.batches().size() - 1))).containsExactly("d1");
        int reads = feeds.reads.size();
        String first = link.batches().get(0).getTo();
        assertThat(ids(feeds.pull(link, first, null, 0, Encoding.JSON))).doesNotContain("m1");
        assertThat(feeds.reads).hasSize(reads);
        assertThat(ids(feeds.pull(link, at, null, 0, Encoding.JSON))).containsExactly("m2", "d1");
    }

    @Test
    void leftOut_isExactlyWhatIsMissing_inBroadcastsAndInPulls() {
        GradeSettings narrow = new GradeSettings(
                new GradeSettings.Small(10, Duration.ofSeconds(1)),
                new GradeSettings.Medium(2_000, 9, Duration.ofSeconds(1)),
                new GradeSettings.Large(20_000, 8, Duration.ofSeconds(1)),
                new GradeSettings.Huge(100_000, 7, Duration.ofSeconds(1)),
                Duration.ofSeconds(10));
        FeedHarness some = new FeedHarness(FeedHarness.settings(10_000), TimelineLimits.DEFAULT, narrow);
        some.append(commentEntry("first", "ann"));
        FakeLink link = some.follow(LARGE, Encoding.JSON);
        String at = some.end().toString();
        for (int i = 0; i < 3_000; i++) {
            some.append(commentEntry("m" + i, "u" + i % 50));
            some.turns.pass(Duration.ofMillis(2));
        }
        some.turns.pass(Duration.ofSeconds(1));

        int told = link.batches().stream().mapToInt(Batch::getMessages).sum();
        int leftOut = link.batches().stream().mapToInt(Batch::getLeftOut).sum();
        assertThat(told).isBetween(50, 90);
        assertThat(told + leftOut).isEqualTo(3_000);
        assertThat(some.count("danmaku.pusher.left.out", "priority", "p3")).isEqualTo(leftOut);

        List<String> pulled = new ArrayList<>();
        int pulledLeftOut = 0;
        boolean more = true;
        while (more) {
            Batch batch = some.pull(link, at, null, 7, Encoding.JSON);
            pulled.addAll(ids(batch));
            pulledLeftOut += batch.getLeftOut();
            at = batch.getTo();
            more = batch.getMore();
        }
        assertThat(pulled)
                .containsExactlyElementsOf(link.batches().stream()
                        .filter(batch -> batch.getRequest() == 0)
                        .flatMap(batch -> ids(batch).stream())
                        .toList());
        assertThat(pulledLeftOut).isEqualTo(leftOut);
    }

    @Test
    void largeRoom_hasALevel_whichIsRecorded() {
        feeds.follow(25_000, Encoding.JSON);

        assertThat(feeds.decisions.stream()
                        .filter(decision -> decision.kind().equals("grade"))
                        .map(decision -> decision.before() + ">" + decision.after()))
                .containsExactly("small>large");
    }

    // ---- pulling

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

    private List<String> modes() {
        return feeds.decisions.stream()
                .filter(decision -> decision.kind().equals("push-mode"))
                .map(decision -> decision.before() + ">" + decision.after())
                .toList();
    }
}
