package live.danmaku.tools.history.check;

import static live.danmaku.tools.history.check.HandWritten.comment;
import static live.danmaku.tools.history.check.HandWritten.saying;
import static org.assertj.core.api.Assertions.assertThat;

import live.danmaku.tools.history.record.Seen;
import org.junit.jupiter.api.Test;

/** A room with two messages that has ended, and its replay. */
class ArchiveCheckTest {

    private static final Seen A1 = comment("a1", "s1", 1);
    private static final Seen B1 = comment("b1", "s2", 2);

    private final HandWritten history = new HandWritten().accepted("a1", "b1");

    @Test
    void sameMessagesByTime_isGood() {
        // The timeline's order is that of places; the replay's is that of time.
        findsNothing(history.wholeTimeline(B1, A1).ended("ended").replay("mysql", 200, A1, B1));
    }

    @Test
    void neverEnds_isFound() {
        finds(
                "room is 'archiving' 0 s after its end (expected: ended)",
                history.wholeTimeline(A1, B1).ended("archiving"));
    }

    @Test
    void replayThatCannotBeRead_isFound() {
        finds(
                "room, read from redis: the replay answers 503 (expected: 200)",
                history.wholeTimeline(A1, B1).ended("ended").replay("redis", 503, A1));
    }

    @Test
    void acceptedAndNotArchived_isFound_whateverTheTimelineHad() {
        Verdict verdict = history.wholeTimeline(B1)
                .ended("ended")
                .replay("mysql", 200, B1)
                .judge();

        assertThat(verdict.count(Wrong.ARCHIVE)).isEqualTo(1);
        assertThat(verdict.count(Wrong.LOST)).isEqualTo(1);
    }

    @Test
    void serversOwnMessageNotArchived_isFound() {
        finds(
                "room, read from mysql: 1 messages of the timeline are not there",
                history.wholeTimeline(A1, B1, saying("member", "m1", "enter v"))
                        .ended("ended")
                        .replay("mysql", 200, A1, B1));
    }

    @Test
    void otherBytes_isFound() {
        finds(
                "room, read from memory: 1 messages have other bytes",
                history.wholeTimeline(A1, B1).ended("ended").replay("memory", 200, A1, comment("b1", "x", 2)));
    }

    @Test
    void otherOrder_isFound() {
        finds(
                "room, read from mysql: the order is another",
                history.wholeTimeline(A1, B1).ended("ended").replay("mysql", 200, B1, A1));
    }

    @Test
    void twice_isFound() {
        finds(
                "room, read from mysql: 1 messages twice",
                history.wholeTimeline(A1, B1).ended("ended").replay("mysql", 200, A1, B1, B1));
    }

    @Test
    void moreThanTheTimeline_isFound() {
        finds(
                "room, read from mysql: 1 messages that the timeline does not have",
                history.wholeTimeline(A1, B1).ended("ended").replay("mysql", 200, A1, B1, saying("gift", "g1", "a 5")));
    }

    @Test
    void moreMergedOnesAfterALoss_isExplained() {
        Verdict verdict = history.loss()
                .wholeTimeline(A1, B1)
                .ended("ended")
                .replay("mysql", 200, A1, B1, saying("like", "l1", ""))
                .judge();

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.explained()).hasSize(1);
    }

    private static void findsNothing(HandWritten history) {
        assertThat(history.judge().findings()).isEmpty();
    }

    private static void finds(String text, HandWritten history) {
        assertThat(history.judge().findings())
                .extracting(finding -> finding.wrong().title() + ": " + finding.text())
                .containsExactly("archive: " + text);
    }
}
