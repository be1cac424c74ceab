package live.danmaku.processor.gift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.RoomId;
import live.danmaku.model.UserId;
import live.danmaku.model.gift.GiftNote;
import live.danmaku.model.gift.GiftPurchase;
import live.danmaku.model.gift.InMemoryGiftLedger;
import live.danmaku.model.gift.InMemoryGiftNotes;
import live.danmaku.processor.append.Admission.Verdict;
import org.junit.jupiter.api.Test;

class GiftAdmissionTest {

    private static final RoomId ROOM = new RoomId("r1");
    private static final GiftPurchase GIFT = GiftMessages.roses(ROOM, "g1", "ann", 2);

    private final InMemoryGiftLedger ledger = new InMemoryGiftLedger();
    private final InMemoryGiftNotes notes = new InMemoryGiftNotes();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private boolean isClosed;
    private long nanos;
    private final GiftAdmission admission = new GiftAdmission(
            ledger, notes, topic -> CompletableFuture.completedFuture(isClosed), () -> nanos, registry);

    @Test
    void admit_newGiftsAndRepeats_areRecordedOnceAndAdmitted() {
        GiftPurchase other = GiftMessages.roses(ROOM, "g2", "bob", 1);

        assertThat(admit(GIFT, other)).containsExactly(Verdict.ADMITTED, Verdict.ADMITTED);
        assertThat(admit(GIFT)).containsExactly(Verdict.ADMITTED);

        assertThat(ledger.rows()).containsExactly(GIFT, other);
        assertThat(registry.get("danmaku.gifts.recorded").counter().count()).isEqualTo(2);
    }

    @Test
    void admit_idThatAnotherSenderUsed_isAGiftOfItsOwn() {
        GiftPurchase first = GiftMessages.roses(ROOM, "g1", "bob", 5);

        assertThat(admit(first)).containsExactly(Verdict.ADMITTED);
        assertThat(admit(GIFT)).containsExactly(Verdict.ADMITTED);
        assertThat(admit(first, GIFT)).containsExactly(Verdict.ADMITTED, Verdict.ADMITTED);

        assertThat(noted()).isEmpty();
        assertThat(ledger.rows()).containsExactly(first, GIFT);
    }

    @Test
    void admit_idOfAnotherGiftOfTheSameSender_isRefusedAndSaysWhatIsDone() {
        admit(GIFT);

        assertThat(admit(GiftMessages.roses(ROOM, "g1", "ann", 5))).containsExactly(Verdict.REFUSED);

        assertThat(noted().get(new UserId("ann")))
                .isEqualTo(new GiftNote.Refused(
                        "id 'g1' stands for 2 × rose in room r1, which is done (expected: a new id for another gift)"));
        assertThat(rejected("other-content")).isEqualTo(1);
    }

    @Test
    void admit_unreadableAmongOthers_leavesTheOthersAlone() {
        GiftPurchase other = GiftMessages.roses(ROOM, "g2", "bob", 1);

        List<Verdict> verdicts = admission
                .admit(List.of(
                        GiftMessages.of(GIFT, "{\"id\":\"g1\"}"),
                        GiftMessages.of(other),
                        GiftMessages.of(GIFT, "no json"),
                        GiftMessages.of(GIFT, payload(GIFT).replace("\"r1\"", "\"r2\"")),
                        GiftMessages.of(GIFT, payload(GIFT).replace("\"g1\"", "\"g3\"")),
                        GiftMessages.of(GIFT, payload(GIFT).replace("\"count\":2", "\"count\":0")),
                        GiftMessages.of(GIFT, payload(GIFT).replace("\"count\":2", "\"count\":\"2\""))))
                .toCompletableFuture()
                .join();

        assertThat(verdicts)
                .containsExactly(
                        Verdict.UNREADABLE,
                        Verdict.ADMITTED,
                        Verdict.UNREADABLE,
                        Verdict.UNREADABLE,
                        Verdict.UNREADABLE,
                        Verdict.UNREADABLE,
                        Verdict.UNREADABLE);
        assertThat(ledger.rows()).containsExactly(other);
    }

    @Test
    void admit_ledgerAway_failsAndIsCounted() {
        ledger.setAway(true);

        CompletableFuture<List<Verdict>> answer =
                admission.admit(List.of(GiftMessages.of(GIFT))).toCompletableFuture();

        assertThat(answer).isCompletedExceptionally();
        assertThat(registry.get("danmaku.gifts.ledger.failures").counter().count())
                .isEqualTo(1);
    }

    @Test
    void admit_refusalCannotBeNoted_failsSoThatItIsRepeated() {
        admit(GIFT);
        notes.setAway(true);
        List<AcceptedMessage> taken = List.of(GiftMessages.of(GiftMessages.roses(ROOM, "g1", "ann", 5)));
        assertThat(admission.admit(taken).toCompletableFuture()).isCompletedExceptionally();

        notes.setAway(false);

        assertThat(admission.admit(taken).toCompletableFuture().join()).containsExactly(Verdict.REFUSED);
        assertThat(noted()).containsKey(new UserId("ann"));
        assertThat(rejected("other-content")).isEqualTo(1);
    }

    @Test
    void admit_timelineClosedForGood_isRefusedAndNotPaid_butWhatIsPaidGoesOn() {
        admit(GIFT);
        GiftPurchase late = GiftMessages.roses(ROOM, "g2", "bob", 1);
        isClosed = true;

        assertThat(admission.admit(List.of(GiftMessages.of(late))).toCompletableFuture())
                .as("it may be opened again")
                .isCompletedExceptionally();
        assertThat(admit(GIFT)).containsExactly(Verdict.ADMITTED);
        nanos += Duration.ofSeconds(15).toNanos();

        assertThat(admit(late, GIFT)).containsExactly(Verdict.REFUSED, Verdict.ADMITTED);
        assertThat(ledger.rows()).containsExactly(GIFT);
        assertThat(notes.find(late.id()).toCompletableFuture().join())
                .isEqualTo(Map.of(
                        new UserId("bob"),
                        new GiftNote.Refused("the stream of room r1 had ended before the gift came; it was not paid")));
        assertThat(rejected("closed")).isEqualTo(1);
    }

    @Test
    void admit_whetherItIsClosedIsNotKnown_isRecorded() {
        GiftAdmission unknowing = new GiftAdmission(
                ledger,
                notes,
                topic -> CompletableFuture.failedFuture(new IllegalStateException("away")),
                new SimpleMeterRegistry());

        assertThat(unknowing
                        .admit(List.of(GiftMessages.of(GIFT)))
                        .toCompletableFuture()
                        .join())
                .containsExactly(Verdict.ADMITTED);
        assertThat(ledger.rows()).containsExactly(GIFT);
    }

    @Test
    void admit_timelineIsOpenedAgain_isRecorded() {
        isClosed = true;
        assertThat(admission.admit(List.of(GiftMessages.of(GIFT))).toCompletableFuture())
                .isCompletedExceptionally();
        nanos += Duration.ofSeconds(14).toNanos();
        isClosed = false;
        assertThat(admit(GIFT)).containsExactly(Verdict.ADMITTED);
        assertThat(ledger.rows()).containsExactly(GIFT);

        isClosed = true;
        nanos += Duration.ofSeconds(14).toNanos();
        assertThat(admission
                        .admit(List.of(GiftMessages.of(GiftMessages.roses(ROOM, "g2", "bob", 1))))
                        .toCompletableFuture())
                .as("closed anew")
                .isCompletedExceptionally();
    }

    private List<Verdict> admit(GiftPurchase... gifts) {
        return admission
                .admit(Arrays.stream(gifts).map(GiftMessages::of).toList())
                .toCompletableFuture()
                .join();
    }

    private Map<UserId, GiftNote> noted() {
        return notes.find(GIFT.id()).toCompletableFuture().join();
    }

    private static String payload(GiftPurchase gift) {
        return new String(GiftMessages.of(gift).payload(), UTF_8);
    }

    private double rejected(String reason) {
        return registry.get("danmaku.gifts.rejected")
                .tag("reason", reason)
                .counter()
                .count();
    }
}
