package live.danmaku.model.gift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import live.danmaku.model.MessageId;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.gift.LedgerEntry.Already;
import live.danmaku.model.gift.LedgerEntry.Conflict;
import live.danmaku.model.gift.LedgerEntry.Recorded;
import org.junit.jupiter.api.Test;

/** What every ledger must do. */
public abstract class GiftLedgerContract {

    private static final Sender ANN = new Sender(new UserId("ann"), "Ann 🌸");
    private static final Sender BOB = new Sender(new UserId("bob"), "Bob");

    private final RoomId room = new RoomId("r" + UUID.randomUUID());

    protected abstract GiftLedger ledger();

    @Test
    void record_newGift_isFoundAsItWasGiven() {
        GiftPurchase rose = gift("rose", 3, 3, ANN);

        assertThat(get(ledger().record(List.of(rose)))).containsExactly(new Recorded());

        assertThat(get(ledger().find(rose.key()))).contains(rose);
        assertThat(get(ledger().find(new GiftKey(new MessageId("nobody"), ANN.uid()))))
                .isEmpty();
        assertThat(get(ledger().find(new GiftKey(rose.id(), BOB.uid())))).isEmpty();
    }

    @Test
    void record_repeatWithAnotherPriceAndTime_isAlreadyAndTheFirstStands() {
        GiftPurchase rose = gift("rose", 3, 3, ANN);
        get(ledger().record(List.of(rose)));
        GiftPurchase repeat = new GiftPurchase(
                rose.id(), room, new Sender(ANN.uid(), "Ann the renamed"), "rose", 3, 6, rose.sentAt() + 5_000);

        assertThat(get(ledger().record(List.of(repeat)))).containsExactly(new Already());

        assertThat(get(ledger().find(rose.key()))).contains(rose);
        assertThat(get(ledger().ranking(room, 10))).containsExactly(new GiftTotal(ANN, 3));
    }

    @Test
    void record_idOfAnotherPurchaseOfTheSender_isConflictAndChangesNothing() {
        GiftPurchase rose = gift("rose", 1, 1, ANN);
        get(ledger().record(List.of(rose)));
        long at = rose.sentAt();
        List<GiftPurchase> others = List.of(
                new GiftPurchase(rose.id(), new RoomId(room + "x"), ANN, "rose", 1, 1, at),
                new GiftPurchase(rose.id(), room, ANN, "rocket", 1, 1_000, at),
                new GiftPurchase(rose.id(), room, ANN, "rose", 2, 2, at));

        assertThat(get(ledger().record(others)))
                .containsOnly(new Conflict(rose))
                .hasSize(3);

        assertThat(get(ledger().find(rose.key()))).contains(rose);
        assertThat(get(ledger().ranking(room, 10))).containsExactly(new GiftTotal(ANN, 1));
        assertThat(get(ledger().ranking(new RoomId(room + "x"), 10))).isEmpty();
    }

    @Test
    void record_idOfAnotherSender_isAPurchaseOfItsOwnInWhateverOrder() {
        GiftPurchase anns = gift("rose", 1, 1, ANN);
        GiftPurchase bobs = new GiftPurchase(anns.id(), room, BOB, "heart", 2, 20, anns.sentAt());
        get(ledger().record(List.of(bobs)));

        assertThat(get(ledger().record(List.of(anns, bobs)))).containsExactly(new Recorded(), new Already());
        assertThat(get(ledger().record(List.of(bobs, anns)))).containsExactly(new Already(), new Already());

        assertThat(get(ledger().find(anns.key()))).contains(anns);
        assertThat(get(ledger().find(bobs.key()))).contains(bobs);
        assertThat(get(ledger().find(anns.id(), 10))).containsExactly(anns, bobs);
        assertThat(get(ledger().find(anns.id(), 1))).containsExactly(anns);
        assertThat(get(ledger().ranking(room, 10))).containsExactly(new GiftTotal(BOB, 20), new GiftTotal(ANN, 1));
    }

    @Test
    void record_idOfTwoSendersInOneCall_areTwoPurchases() {
        GiftPurchase anns = gift("rose", 1, 1, ANN);
        GiftPurchase bobs = new GiftPurchase(anns.id(), room, BOB, "rose", 1, 1, anns.sentAt());

        assertThat(get(ledger().record(List.of(bobs, anns, bobs))))
                .containsExactly(new Recorded(), new Recorded(), new Already());

        assertThat(get(ledger().ranking(room, 10))).containsExactly(new GiftTotal(ANN, 1), new GiftTotal(BOB, 1));
    }

    @Test
    void record_idTwiceInOneCall_theFirstCounts() {
        GiftPurchase rose = gift("rose", 1, 1, ANN);
        GiftPurchase rocket = new GiftPurchase(rose.id(), room, ANN, "rocket", 1, 1_000, rose.sentAt());

        List<LedgerEntry> entries = get(ledger().record(List.of(rose, gift("heart", 1, 10, BOB), rose, rocket)));

        assertThat(entries).containsExactly(new Recorded(), new Recorded(), new Already(), new Conflict(rose));
        assertThat(get(ledger().ranking(room, 10))).containsExactly(new GiftTotal(BOB, 10), new GiftTotal(ANN, 1));
    }

    @Test
    void record_hundredTimesAtOnce_isOneRowAndOneRecorded() {
        GiftPurchase rose = gift("rose", 1, 1, ANN);
        List<CompletionStage<List<LedgerEntry>>> calls = IntStream.range(0, 100)
                .mapToObj(n -> ledger().record(
                                List.of(new GiftPurchase(rose.id(), room, ANN, "rose", 1, 1, rose.sentAt() + n))))
                .toList();

        List<LedgerEntry> entries = calls.stream().map(call -> get(call).get(0)).toList();

        assertThat(entries).containsOnlyOnce(new Recorded());
        assertThat(entries).filteredOn(new Already()::equals).hasSize(99);
        assertThat(get(ledger().ranking(room, 10))).containsExactly(new GiftTotal(ANN, 1));
    }

    @Test
    void record_overlappingBatchesAtOnceInEveryOrder_totalsAreTheSumOfTheRows() {
        List<GiftPurchase> gifts = IntStream.range(0, 60)
                .mapToObj(n -> gift("heart", 1, 10, n % 2 == 0 ? ANN : BOB))
                .toList();
        List<CompletionStage<List<LedgerEntry>>> calls = new ArrayList<>();
        for (int n = 0; n < 40; n++) {
            List<GiftPurchase> some = new ArrayList<>(gifts.subList(n, n + 20));
            Collections.shuffle(some);
            calls.add(ledger().record(some));
        }

        List<LedgerEntry> entries =
                calls.stream().flatMap(call -> get(call).stream()).toList();

        assertThat(entries).filteredOn(new Recorded()::equals).hasSize(59);
        assertThat(get(ledger().ranking(room, 10))).containsExactly(new GiftTotal(ANN, 300), new GiftTotal(BOB, 290));
    }

    @Test
    void ranking_isByValueThenUidAndNoLongerThanAsked() {
        Sender cid = new Sender(new UserId("cid"), "Cid");
        get(ledger().record(
                        List.of(gift("heart", 1, 10, cid), gift("rocket", 1, 1_000, ANN), gift("heart", 1, 10, BOB))));
        get(ledger().record(List.of(gift("rocket", 2, 2_000, cid))));

        assertThat(get(ledger().ranking(room, 10)))
                .containsExactly(new GiftTotal(cid, 2_010), new GiftTotal(ANN, 1_000), new GiftTotal(BOB, 10));
        assertThat(get(ledger().ranking(room, 1))).containsExactly(new GiftTotal(cid, 2_010));
    }

    private GiftPurchase gift(String gift, int count, long value, Sender sender) {
        return new GiftPurchase(
                new MessageId("g" + UUID.randomUUID()), room, sender, gift, count, value, 1_700_000_000_123L);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
