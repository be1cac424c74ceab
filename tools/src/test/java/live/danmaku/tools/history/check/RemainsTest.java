package live.danmaku.tools.history.check;

import static live.danmaku.tools.history.check.HandWritten.comment;
import static live.danmaku.tools.history.check.HandWritten.saying;
import static org.assertj.core.api.Assertions.assertThat;

import live.danmaku.tools.history.record.FaultMark.Edge;
import org.junit.jupiter.api.Test;

/** What is left when all is over: keys, queues, memory; and gifts that were shown, and times. */
class RemainsTest {

    private final HandWritten history = new HandWritten().accepted("a1");

    @Test
    void keyThatStays_isFound() {
        Verdict verdict = history.left("{room:room}:viewers", -1).timeline("a1").judge();

        assertThat(verdict.findings())
                .extracting(Finding::text)
                .containsExactly("{room:room}:viewers stays in Redis for ever");
        assertThat(verdict.count(Wrong.LEFT)).isEqualTo(1);
    }

    @Test
    void keyThatGoesByItself_isGood() {
        assertThat(history.left("{room:room}:ids:1", 60_000)
                        .timeline("a1")
                        .judge()
                        .findings())
                .isEmpty();
    }

    @Test
    void queueThatDoesNotEmpty_isFound() {
        Verdict verdict =
                history.load(false, 200, 0).load(true, 200, 3).timeline("a1").judge();

        assertThat(verdict.findings())
                .extracting(Finding::text)
                .containsExactly("danmaku_messages_waiting of front-1 is 3 when all is over (expected: 0)");
    }

    @Test
    void processThatGrows_isFound() {
        Verdict verdict =
                history.load(false, 200, 0).load(true, 600, 0).timeline("a1").judge();

        assertThat(verdict.findings())
                .extracting(Finding::text)
                .containsExactly("front-1 holds 600 MB at the end and held 200 MB at the start");
    }

    @Test
    void giftNeverShown_isFound() {
        Verdict verdict = history.gift("a2", 5, "done")
                .total("a", 5)
                .wholeTimeline(comment("a1", "s", 0))
                .judge();

        assertThat(verdict.findings())
                .extracting(Finding::text)
                .containsExactly("room was shown gifts worth 0 of a (expected: 5)");
    }

    @Test
    void giftShownTwice_isFound_andExplainedAfterALoss() {
        HandWritten twice = history.gift("a2", 5, "done")
                .total("a", 5)
                .wholeTimeline(comment("a1", "s", 0), saying("gift", "a2", "a 5"), saying("gift", "a2x", "a 5"));
        assertThat(twice.judge().count(Wrong.GIFT)).isEqualTo(1);

        assertThat(twice.loss().judge().findings()).isEmpty();
    }

    @Test
    void serversOwnLastMessage_needNotBeSeenByReaders() {
        Verdict verdict = history.poll("r", "start", "e-1", "a1")
                .wholeTimeline(
                        comment("a1", "s", 0),
                        new live.danmaku.tools.history.record.Seen("ended-1", "system", "s", null, 1))
                .judge();

        assertThat(verdict.findings()).isEmpty();
    }

    @Test
    void times_areWithoutTheOutageOfWhatHasNoSubstitute() {
        Verdict verdict = history.accepted("a2")
                .outage("pause redis", Edge.START)
                .wait(20_000)
                .outage("pause redis", Edge.BACK)
                .wait(1_000)
                .poll("r", "start", "e-1", "a1", "a2")
                .outage("pause redis", Edge.STOP)
                .timeline("a1", "a2")
                .judge();

        assertThat(verdict.all().stalenessMs(100)).isGreaterThan(21_000);
        assertThat(verdict.all().unseenMs()).isBetween(1_000.0, 1_010.0);
    }
}
