package live.danmaku.push.pusher.feed;

import static live.danmaku.push.pusher.feed.FeedHarness.ids;
import static live.danmaku.push.pusher.message.Messages.commentEntry;
import static live.danmaku.push.pusher.message.Messages.entry;
import static live.danmaku.push.pusher.message.Messages.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.TimelineEntry;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Batch;
import live.danmaku.push.pusher.grade.GradeSettings;
import org.junit.jupiter.api.Test;

/** What of a topic is told: not what one user alone sees, not what was deleted, and as much as the level allows. */
class FeedContentTest {

    private static final long SMALL = 10;
    private static final long LARGE = 300;

    private final FeedHarness feeds = new FeedHarness();

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
}
