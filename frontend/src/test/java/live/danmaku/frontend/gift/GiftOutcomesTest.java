package live.danmaku.frontend.gift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import live.danmaku.model.MessageId;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.gift.GiftPurchase;
import live.danmaku.model.gift.InMemoryGiftLedger;
import live.danmaku.model.gift.InMemoryGiftNotes;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class GiftOutcomesTest {

    private static final MessageId ID = new MessageId("g1");
    private static final Sender ANN = new Sender(new UserId("ann"), "Ann");
    private static final Sender BOB = new Sender(new UserId("bob"), "Bob");
    private static final GiftPurchase GIFT = new GiftPurchase(ID, new RoomId("r1"), ANN, "rose", 2, 2, 1_000);

    private final InMemoryGiftLedger ledger = new InMemoryGiftLedger();
    private final InMemoryGiftNotes notes = new InMemoryGiftNotes();
    private final GiftOutcomes outcomes = new GiftOutcomes(ledger, notes);

    @Test
    void of_acceptedAndThenEntered_isPendingAndThenDoneWithWhatItStandsFor() {
        notes.pending(ID, ANN.uid());
        assertThat(ask(ANN)).isEqualTo(GiftOutcome.pending(ID));

        ledger.record(List.of(GIFT));

        assertThat(ask(ANN)).isEqualTo(new GiftOutcome("g1", "done", null, "r1", "ann", "rose", 2, 2L));
    }

    @Test
    void of_idOfTwoSenders_isEachOnesOwnAndAmbiguousForWhomDoesNotSayWhose() {
        ledger.record(List.of(GIFT, new GiftPurchase(ID, new RoomId("r1"), BOB, "heart", 1, 10, 1_000)));

        assertThat(ask(ANN)).isEqualTo(new GiftOutcome("g1", "done", null, "r1", "ann", "rose", 2, 2L));
        assertThat(ask(BOB)).isEqualTo(new GiftOutcome("g1", "done", null, "r1", "bob", "heart", 1, 10L));
        assertThat(ask(new Sender(new UserId("shop"), "Shop"), BOB.uid(), Role.SERVICE)
                        .gift())
                .isEqualTo("heart");
        assertProblem(HttpStatus.CONFLICT, ANN, null, Role.OPS);
    }

    @Test
    void of_refusedWhenIdsWereOfAllSenders_andEnteredSince_isDone() {
        notes.refused(ID, ANN.uid(), "id 'g1' is taken by another sender's gift (expected: a new id)");
        assertThat(ask(ANN).state()).isEqualTo("rejected");

        ledger.record(List.of(GIFT));

        assertThat(ask(ANN).state()).isEqualTo("done");
    }

    @Test
    void of_refusedForOneSender_isRejectedForThatOneAndDoneForTheOther() {
        ledger.record(List.of(GIFT));
        notes.refused(ID, BOB.uid(), "too late");

        assertThat(ask(BOB)).isEqualTo(GiftOutcome.rejected(ID, "too late"));
        assertThat(ask(ANN).state()).isEqualTo("done");
        assertThat(ask(ANN, Role.OPS).state()).isEqualTo("done");
    }

    @Test
    void of_sameSenderUsedTheIdForAnotherGift_isNeverDoneInSilence() {
        ledger.record(List.of(GIFT));
        notes.refused(ID, ANN.uid(), "stands for 2 × rose");

        assertThat(ask(ANN)).isEqualTo(GiftOutcome.rejected(ID, "stands for 2 × rose"));
    }

    @Test
    void of_unknownId_isNotFound() {
        assertProblem(HttpStatus.NOT_FOUND, ANN, null);
        assertProblem(HttpStatus.NOT_FOUND, ANN, null, Role.OPS);
    }

    @Test
    void of_somebodyElses_isAsUnknownButToServicesAndOps() {
        notes.pending(ID, ANN.uid());
        assertProblem(HttpStatus.NOT_FOUND, BOB, null);
        assertProblem(HttpStatus.FORBIDDEN, BOB, ANN.uid());
        assertThat(ask(BOB, Role.SERVICE)).isEqualTo(GiftOutcome.pending(ID));

        ledger.record(List.of(GIFT));
        assertProblem(HttpStatus.NOT_FOUND, BOB, null);
        assertThat(ask(BOB, Role.OPS).state()).isEqualTo("done");
        assertThat(ask(BOB, ANN.uid(), Role.SERVICE).state()).isEqualTo("done");
        assertProblem(HttpStatus.NOT_FOUND, BOB, BOB.uid(), Role.SERVICE);
    }

    @Test
    void of_notesAway_saysDoneForWhatIsInTheLedgerAndNothingOfTheRest() {
        notes.setAway(true);
        assertThatThrownBy(() -> ask(ANN))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("away");

        ledger.record(List.of(GIFT));

        assertThat(ask(ANN).state()).isEqualTo("done");
    }

    @Test
    void of_ledgerAway_saysNothing() {
        notes.pending(ID, ANN.uid());
        ledger.setAway(true);

        assertThatThrownBy(() -> ask(ANN))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("away");
    }

    private void assertProblem(HttpStatus status, Sender caller, @Nullable UserId sender, Role... roles) {
        assertThatThrownBy(() -> ask(caller, sender, roles))
                .satisfiesAnyOf(
                        failure -> assertThat(failure)
                                .isInstanceOfSatisfying(
                                        ApiException.class,
                                        e -> assertThat(e.status()).isEqualTo(status)),
                        failure -> assertThat(failure.getCause())
                                .isInstanceOfSatisfying(
                                        ApiException.class,
                                        e -> assertThat(e.status()).isEqualTo(status)));
    }

    private GiftOutcome ask(Sender caller, Role... roles) {
        return ask(caller, null, roles);
    }

    private GiftOutcome ask(Sender caller, @Nullable UserId sender, Role... roles) {
        return outcomes.of(ID, new Caller(caller, null, Set.of(roles)), sender)
                .toCompletableFuture()
                .join();
    }
}
