package live.danmaku.tools.history.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {

    @Test
    void goodRun_isGood() {
        Verdict verdict = new HandWritten()
                .accepted("a1", "a2", "b1")
                .poll("r", "start", "e-1", "a1")
                .poll("r", "e-1", "e-3", "a2", "b1")
                .timeline("a1", "a2", "b1")
                .judge();

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.isGood()).isTrue();
        assertThat(verdict.all().accepted()).isEqualTo(3);
        assertThat(verdict.all().visible()).isEqualTo(3);
    }

    @Test
    void lost_acceptedAndNotInTheTimeline() {
        only(Wrong.LOST, new HandWritten().accepted("a1", "a2").timeline("a1"));
    }

    @Test
    void notLost_noClearAnswerOrRefused() {
        good(new HandWritten()
                .accepted("a1")
                .sent("comment", "a2", 0)
                .sent("comment", "a3", 503)
                .sent("comment", "a4", 400)
                .timeline("a1"));
    }

    @Test
    void notLost_typesThatAreMerged() {
        good(new HandWritten().accepted("a1").sent("like", "a2", 202).timeline("a1"));
    }

    @Test
    void lost_seenByAReaderAndGoneAtTheEnd() {
        only(
                Wrong.LOST,
                new HandWritten()
                        .accepted("a1")
                        .sent("comment", "a2", 503)
                        .poll("r", "start", "e-2", "a1", "a2")
                        .timeline("a1"));
    }

    @Test
    void doubled_twiceInTheTimeline() {
        only(Wrong.DOUBLED, new HandWritten().accepted("a1", "a2").timeline("a1", "a2", "a1"));
    }

    @Test
    void notDoubled_sentTwiceAndThereOnce() {
        good(new HandWritten().accepted("a1", "a1").timeline("a1"));
    }

    @Test
    void neverSent_aCommentOfNobody() {
        only(Wrong.NEVER_SENT, new HandWritten().accepted("a1").timeline("a1", "x1"));
    }

    @Test
    void neverSent_everyTryWasRefused() {
        only(
                Wrong.NEVER_SENT,
                new HandWritten().accepted("a1").sent("comment", "a2", 403).timeline("a1", "a2"));
    }

    @Test
    void sentAfterAll_oneTryHadNoAnswer() {
        good(new HandWritten()
                .accepted("a1")
                .sent("comment", "a2", 0)
                .sent("comment", "a2", 429)
                .timeline("a1", "a2"));
    }

    @Test
    void notNeverSent_whatTheServerWritesItself() {
        good(new HandWritten()
                .accepted("a1")
                .pollOf("system", "r", "start", "e-1", "deleted-1")
                .pollOf("member", "r", "e-1", "e-2", "enter-1")
                .pollOf("comment", "r", "e-2", "e-3", "a1")
                .timeline("a1"));
    }

    @Test
    void ownOrder_laterMessageFirst() {
        only(Wrong.OWN_ORDER, new HandWritten().accepted("a1", "b1", "a2").timeline("a2", "b1", "a1"));
    }

    @Test
    void notOwnOrder_senderDidNotWaitOrIsAnother() {
        good(new HandWritten().sentInAHurry("a1").accepted("a2", "b1").timeline("b1", "a2", "a1"));
    }

    @Test
    void gift_notDone() {
        only(
                Wrong.GIFT,
                new HandWritten().accepted("a1").gift("a2", 5, "pending").timeline("a1"));
    }

    @Test
    void gift_paidTwice() {
        only(
                Wrong.GIFT,
                new HandWritten()
                        .accepted("a1")
                        .gift("a2", 5, "done")
                        .total("a", 10)
                        .timeline("a1"));
    }

    @Test
    void gift_totalOfSomebodyWhoGaveNothing() {
        only(Wrong.GIFT, new HandWritten().accepted("a1").total("x", 10).timeline("a1"));
    }

    @Test
    void gifts_doneAndAddedUp() {
        good(new HandWritten()
                .accepted("a1")
                .gift("a2", 5, "done")
                .gift("a3", 2, "done")
                .gift("b1", 1, "done")
                .total("a", 7)
                .total("b", 1)
                .timeline("a1"));
    }

    @Test
    void notJudged_nothingAccepted() {
        assertThat(new HandWritten().timeline().judge().isGood()).isFalse();
    }

    @Test
    void notJudged_timelineWasNotRead() {
        Verdict verdict =
                new HandWritten().accepted("a1").poll("r", "start", "e-1", "a1").judge();

        assertThat(verdict.notJudged()).containsExactly("the timeline of room was not read");
        assertThat(verdict.count(Wrong.LOST)).isEqualTo(1);
    }

    private static void good(HandWritten history) {
        Verdict verdict = history.judge();
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.isGood()).isTrue();
    }

    /** One thing is wrong, and nothing else. */
    private static void only(Wrong wrong, HandWritten history) {
        Verdict verdict = history.judge();
        assertThat(verdict.findings()).extracting(Finding::wrong).isEqualTo(List.of(wrong));
        assertThat(verdict.isGood()).isFalse();
        assertThat(verdict.count(wrong)).isEqualTo(1);
    }
}
