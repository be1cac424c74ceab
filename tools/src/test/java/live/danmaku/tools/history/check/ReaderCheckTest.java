package live.danmaku.tools.history.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A reader of a room with four messages. */
class ReaderCheckTest {

    private final HandWritten history = new HandWritten().accepted("a1", "a2", "a3", "a4");

    @Test
    void wholeTimeline_isGood() {
        history.poll("r", "start", "0-0").poll("r", "0-0", "e-2", "a1", "a2").poll("r", "e-2", "e-4", "a3", "a4");

        findsNothing();
    }

    @Test
    void passedOnAPage_isASilentGap() {
        history.poll("r", "start", "e-4", "a1", "a3", "a4");

        finds(Wrong.SILENT_GAP, "r was never shown a2, and was told of no gap");
    }

    @Test
    void passedBetweenPages_isASilentGap() {
        history.poll("r", "start", "e-2", "a1").poll("r", "e-2", "e-3").poll("r", "e-3", "e-4", "a3", "a4");

        finds(Wrong.SILENT_GAP, "r was never shown a2, and was told of no gap");
    }

    @Test
    void firstOnesPassed_areASilentGap() {
        history.poll("r", "start", "e-4", "a2", "a3", "a4");

        finds(Wrong.SILENT_GAP, "r was never shown a1, and was told of no gap");
    }

    @Test
    void lastOnesNeverShown_areASilentGap() {
        history.poll("r", "start", "e-3", "a1", "a2", "a3").poll("r", "e-3", "e-4");

        finds(Wrong.SILENT_GAP, "r was never shown a4, and was told of no gap");
    }

    @Test
    void passedBeforeGoingBack_isASilentGapAllTheSame() {
        history.poll("r", "start", "e-1", "a1").poll("r", "e-1", "e-3", "a3").poll("r", "e-1", "e-4", "a2", "a3", "a4");

        finds(Wrong.SILENT_GAP, "r was never shown a2, and was told of no gap");
    }

    @Test
    void gapThatWasTold_afterALoss_isGood() {
        history.loss().poll("r", "start", "e-1", "a1").pollWithGap("r", "e-1", "e-4", "a3", "a4");

        findsNothing();
    }

    @Test
    void gapThatWasToldOnAnEmptyPage_endsWithTheNextMessage() {
        history.loss()
                .poll("r", "start", "e-1", "a1")
                .pollWithGap("r", "e-1", "e-2")
                .poll("r", "e-2", "e-4", "a3", "a4");

        findsNothing();
    }

    @Test
    void passedAfterAGapThatWasTold_isASilentGap() {
        history.loss().pollWithGap("r", "e-0", "e-4", "a2", "a4");

        finds(Wrong.SILENT_GAP, "r was never shown a3, and was told of no gap");
    }

    @Test
    void newestPage_isJudgedFromItsFirstMessageOn() {
        history.poll("r", null, "e-3", "a2", "a3").poll("r", "e-3", "e-4", "a4");

        findsNothing();
    }

    @Test
    void newestPageOfAnEmptyRoom_isBeforeTheFirstMessage() {
        history.poll("r", null, "0-0").poll("r", "0-0", "e-4", "a2", "a3", "a4");

        finds(Wrong.SILENT_GAP, "r was never shown a1, and was told of no gap");
    }

    @Test
    void goingBackToAnOlderCursor_explainsWhatIsShownAgain() {
        history.poll("r", "start", "e-1", "a1")
                .poll("r", "e-1", "e-4", "a2", "a3", "a4")
                .poll("r", "e-1", "e-3", "a2", "a3")
                .poll("r", "e-3", "e-4", "a4");

        findsNothing();
    }

    @Test
    void shownAgainWithoutGoingBack_isDoubled() {
        history.poll("r", "start", "e-2", "a1", "a2").poll("r", "e-2", "e-4", "a2", "a3", "a4");

        finds(Wrong.DOUBLED, "r was shown a2 again");
    }

    @Test
    void anotherOrderThanTheTimelines_isDisordered() {
        history.poll("r", "start", "e-4", "a1", "a3", "a2", "a4");

        finds(Wrong.DISORDERED, "r was shown a2 after later ones");
    }

    @Test
    void cursorThatGoesBack_isDisordered() {
        history.poll("r", "start", "e-4", "a1", "a2", "a3", "a4").poll("r", "e-4", "e-3");

        finds(Wrong.DISORDERED, "r was given e-3 for e-4");
    }

    @Test
    void cursorOfALostEpoch_readsAllAgain_butThoseOfTheEpochAreNotJudged() {
        history.poll("r", "start", "d-1", "a1").poll("r", "d-1", "e-4", "a1", "a2", "a3", "a4");

        Verdict verdict = history.timeline("a1", "a2", "a3", "a4").judge();
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.notJudged()).containsExactly("1 pages of room are of another epoch than its timeline, e");
    }

    @Test
    void gapThatWasToldThoughNothingWasLost_isFound() {
        history.poll("r", "start", "e-1", "a1").pollWithGap("r", "e-1", "e-4", "a3", "a4");

        finds(Wrong.GAP, "r was told of a gap at e-1, and nothing was lost");
    }

    @Test
    void orderThatWasLost_andThenToldAsAGap_isExplained() {
        history.poll("r", "start", "e-4", "a1", "a3", "a2", "a4")
                .loss()
                .pollWithGap("r", "e-4", "e-9", "a2", "a3", "a4");

        Verdict verdict = history.timeline("a1", "a2", "a3", "a4").judge();
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.explained()).containsEntry("order, of which a reader was told", 1);
        assertThat(verdict.explained()).containsEntry("gaps told", 1);
    }

    @Test
    void orderThatWasLost_andNeverTold_isDisordered() {
        history.poll("r", "start", "e-4", "a1", "a3", "a2", "a4").loss().poll("r", "e-4", "e-9");

        finds(Wrong.DISORDERED, "r was shown a2 after later ones");
    }

    @Test
    void passedAroundALoss_isASilentGapIfItIsNeverShown() {
        history.poll("r", "start", "e-1", "a1")
                .loss()
                .poll("r", "e-1", "e-3", "a3")
                .pollWithGap("r", "e-3", "e-4", "a4");

        finds(Wrong.SILENT_GAP, "r was never shown a2, and was told of no gap");
    }

    @Test
    void passedAroundALossAndShownBefore_isExplained() {
        history.poll("r", "start", "e-2", "a1", "a2")
                .loss()
                // A client leaves out what it has told its program before.
                .pollWithGap("r", "e-2", "e-3", "a1")
                .poll("r", "e-3", "e-4", "a3", "a4");

        findsNothing();
    }

    @Test
    void orderOfAReaderThatWentBackAfterALoss_isExplained() {
        history.poll("r", "start", "e-1", "a1")
                .poll("r", "e-1", "e-4", "a3", "a2", "a4")
                .loss()
                .poll("r", "e-1", "e-9", "a2", "a3", "a4");

        findsNothing();
    }

    @Test
    void lowerCursorWithAGap_afterALoss_isGood() {
        history.poll("r", "start", "e-9", "a1", "a2", "a3", "a4").loss().pollWithGap("r", "e-9", "e-5", "a4");

        findsNothing();
    }

    private void findsNothing() {
        Verdict verdict = history.timeline("a1", "a2", "a3", "a4").judge();
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.isGood()).isTrue();
    }

    private void finds(Wrong wrong, String text) {
        Verdict verdict = history.timeline("a1", "a2", "a3", "a4").judge();
        assertThat(verdict.findings()).hasSize(1);
        Finding finding = verdict.findings().get(0);
        assertThat(finding.wrong()).isEqualTo(wrong);
        assertThat(finding.text()).isEqualTo(text);
    }
}
