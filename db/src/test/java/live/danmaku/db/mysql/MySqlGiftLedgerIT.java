package live.danmaku.db.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import live.danmaku.model.MessageId;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.gift.GiftLedger;
import live.danmaku.model.gift.GiftLedgerContract;
import live.danmaku.model.gift.GiftPurchase;
import live.danmaku.model.gift.LedgerEntry.Already;
import live.danmaku.model.gift.LedgerEntry.Recorded;
import live.danmaku.testkit.MySqlAddress;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the contract says, and what only MySQL can get wrong. */
class MySqlGiftLedgerIT extends GiftLedgerContract {

    private static final MySqlAddress MYSQL = TestEngines.mysql();
    private static final MySqlLink LINK =
            new MySqlLink(new MySqlSettings(MYSQL.jdbcUrl(), MYSQL.user(), MYSQL.password(), 8));
    private static final Sender BOB = new Sender(new UserId("bob"), "Bob");

    private final MySqlGiftLedger ledger = new MySqlGiftLedger(LINK, Clock.systemUTC());
    private final RoomId room = new RoomId("r" + UUID.randomUUID());

    @Override
    protected GiftLedger ledger() {
        return ledger;
    }

    @AfterAll
    static void disconnect() {
        LINK.close();
    }

    @Test
    void record_longestName_fitsAndNeverStopsTheOthers() {
        Sender wordy = new Sender(new UserId("wordy"), "🌸".repeat(5_000));
        GiftPurchase rose = gift("rose", 1, 1, wordy);

        assertThat(get(ledger.record(List.of(rose, gift("rose", 1, 1, BOB)))))
                .containsExactly(new Recorded(), new Recorded());

        assertThat(get(ledger.find(rose.key())).orElseThrow().sender().name()).isEqualTo("🌸".repeat(64));
        assertThat(get(ledger.record(List.of(rose)))).containsExactly(new Already());
    }

    @Test
    void record_linkClosed_failsAndDoesNotThrow() {
        MySqlLink closed = new MySqlLink(new MySqlSettings(MYSQL.jdbcUrl(), MYSQL.user(), MYSQL.password(), 1));
        closed.close();
        GiftLedger away = new MySqlGiftLedger(closed, Clock.systemUTC());

        assertThatThrownBy(() -> get(away.record(List.of(gift("rose", 1, 1, BOB)))))
                .isInstanceOf(CompletionException.class);
    }

    @Test
    void record_hundredTimesAtOnce_isOneRow() {
        GiftPurchase rose = gift("rose", 1, 1, BOB);

        Stream.generate(() -> ledger.record(List.of(rose))).limit(100).toList().forEach(MySqlGiftLedgerIT::get);

        assertThat(rowsOf(room)).isEqualTo(1);
    }

    /** The same statement locks what it looks at: the whole table, if it did not go along the key. */
    @Test
    void byKeys_goesAlongThePrimaryKey() {
        List<GiftPurchase> gifts =
                Stream.generate(() -> gift("rose", 1, 1, BOB)).limit(100).toList();
        get(ledger.record(gifts));
        get(LINK.call(jdbc -> jdbc.sql("ANALYZE TABLE gift_ledger").query().listOfRows()));

        List<Map<String, Object>> plan = get(LINK.call(jdbc -> jdbc.sql("EXPLAIN " + MySqlGiftLedger.BY_KEYS)
                .param("keys", MySqlGiftLedger.keys(gifts.subList(0, 3)))
                .query()
                .listOfRows()));

        assertThat(plan).singleElement().satisfies(step -> {
            assertThat(step.get("type")).isEqualTo("range");
            assertThat(step.get("key")).isEqualTo("PRIMARY");
            assertThat(step.get("rows")).hasToString("3");
        });
    }

    private GiftPurchase gift(String gift, int count, long value, Sender sender) {
        return new GiftPurchase(
                new MessageId("g" + UUID.randomUUID()), room, sender, gift, count, value, 1_700_000_000_123L);
    }

    private static long rowsOf(RoomId room) {
        return get(LINK.call(jdbc -> jdbc.sql("SELECT COUNT(*) FROM gift_ledger WHERE room = :room")
                .param("room", room.value())
                .query(Long.class)
                .single()));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
