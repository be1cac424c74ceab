package live.danmaku.frontend.gift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import live.danmaku.model.MessageId;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.gift.GiftPurchase;
import live.danmaku.model.gift.GiftTotal;
import live.danmaku.model.gift.InMemoryGiftLedger;
import org.junit.jupiter.api.Test;

class RankingsTest {

    private static final RoomId ROOM = new RoomId("r1");
    private static final Sender ANN = new Sender(new UserId("ann"), "Ann");
    private static final Sender BOB = new Sender(new UserId("bob"), "Bob");

    private final InMemoryGiftLedger ledger = new InMemoryGiftLedger();
    private final Rankings rankings = new Rankings(ledger);

    @Test
    void of_manyAskers_asksTheLedgerOnceASecond() {
        give("g1", ANN, 5);
        give("g2", BOB, 7);

        List<List<GiftTotal>> answers =
                IntStream.range(0, 200).mapToObj(n -> ask(10)).toList();

        assertThat(answers).containsOnly(List.of(new GiftTotal(BOB, 7), new GiftTotal(ANN, 5)));
        assertThat(ask(1)).containsExactly(new GiftTotal(BOB, 7));
        assertThat(ledger.rankingsAsked()).isLessThan(10);
    }

    @Test
    void of_newGift_isSeenWithinSeconds() {
        give("g1", ANN, 5);
        assertThat(ask(10)).containsExactly(new GiftTotal(ANN, 5));

        give("g2", BOB, 7);

        await().atMost(Duration.ofSeconds(5)).until(() -> ask(10).size() == 2);
    }

    @Test
    void of_ledgerAway_isAsItWasLastKnown() {
        give("g1", ANN, 5);
        ask(10);
        int asked = ledger.rankingsAsked();
        ledger.setAway(true);

        await().atMost(Duration.ofSeconds(5)).until(() -> {
            assertThat(ask(10)).containsExactly(new GiftTotal(ANN, 5));
            return ledger.rankingsAsked() > asked;
        });
    }

    private void give(String id, Sender sender, int count) {
        ledger.record(List.of(new GiftPurchase(new MessageId(id), ROOM, sender, "rose", count, count, 1_000)));
    }

    private List<GiftTotal> ask(int limit) {
        return rankings.of(ROOM, limit)
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }
}
