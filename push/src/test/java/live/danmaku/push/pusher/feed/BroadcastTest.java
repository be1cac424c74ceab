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
import live.danmaku.model.MessageType;
import live.danmaku.model.ops.Decision;
import live.danmaku.model.ops.SwitchName;
import live.danmaku.model.ops.Switches;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Batch;
import org.junit.jupiter.api.Test;

/** A large topic: links are sent what is in it, and that a topic is large is decided. */
class BroadcastTest {

    private static final long LARGE = 300;

    private final FeedHarness feeds = new FeedHarness();

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

    private List<String> modes() {
        return feeds.decisions.stream()
                .filter(decision -> decision.kind().equals("push-mode"))
                .map(decision -> decision.before() + ">" + decision.after())
                .toList();
    }
}
