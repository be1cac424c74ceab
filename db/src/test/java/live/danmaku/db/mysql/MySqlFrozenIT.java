package live.danmaku.db.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import live.danmaku.embedded.EmbeddedMySql;
import live.danmaku.model.MessageId;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.gift.GiftPurchase;
import live.danmaku.model.gift.LedgerEntry;
import live.danmaku.testkit.FaultyProxy;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A MySQL that is not dead and does not answer: it is frozen, its peer is gone without a word, or a row is held. */
class MySqlFrozenIT {

    /** The server frees the locks of a connection that hangs within its own time; people wait less than this. */
    private static final Duration LEFT_WITHIN = Duration.ofSeconds(20);

    private static final int CONNECTIONS = 2;
    private static final EmbeddedMySql SERVER = TestEngines.ownMySql();

    private final FaultyProxy proxy = FaultyProxy.to(SERVER.port());
    private final MySqlSettings settings = new MySqlSettings(
            SERVER.address().replace(":" + SERVER.port(), ":" + proxy.port()),
            SERVER.user(),
            SERVER.password(),
            CONNECTIONS);
    private MySqlLink link;

    @BeforeEach
    void connect() {
        link = new MySqlLink(settings);
        useAll().forEach(call -> assertThat(call).succeedsWithin(LEFT_WITHIN));
    }

    @AfterEach
    void disconnect() {
        SERVER.resume();
        proxy.cut();
        link.close();
        proxy.close();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void call_connectionsHangWhileNewOnesWork_areLeft() {
        proxy.swallow();
        List<CompletableFuture<Integer>> hanging = useAll();
        proxy.pass();

        assertThat(link.ping().toCompletableFuture()).succeedsWithin(LEFT_WITHIN);
        awaitFailures(hanging);
    }

    @Test
    void start_serverDoesNotAnswerYet_waitsForIt() {
        proxy.swallow();
        CompletableFuture<MySqlLink> starting = CompletableFuture.supplyAsync(() -> new MySqlLink(settings));
        await().pollDelay(settings.connectWithin().multipliedBy(2)).until(() -> !starting.isDone());

        proxy.pass();

        assertThat(starting).succeedsWithin(LEFT_WITHIN).satisfies(MySqlLink::close);
    }

    @Test
    void start_wrongPassword_endsAtOnce() {
        MySqlSettings wrong = new MySqlSettings(settings.url(), settings.user(), "wrong", CONNECTIONS);
        long begin = System.nanoTime();

        assertThatThrownBy(() -> new MySqlLink(wrong)).hasMessageContaining("Access denied");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(wrong.startWithin());
    }

    @Test
    void call_serverFrozen_failsAndWorksAgainOnceItIsBack() {
        SERVER.pause();
        awaitFailures(useAll());
        awaitFailures(List.of(link.ping().toCompletableFuture()));

        SERVER.resume();

        await().atMost(LEFT_WITHIN)
                .until(() -> !link.ping()
                        .toCompletableFuture()
                        .handle((answer, failure) -> failure)
                        .thenApply(failure -> failure != null)
                        .get(LEFT_WITHIN.toSeconds(), TimeUnit.SECONDS));
    }

    /** As many rows as connections: with one held row a connection is left for the others anyway. */
    @Test
    void record_rowsAreHeld_othersAreEntered_andTheHeldOnesOnceTheyAreLetGo() throws SQLException {
        MySqlGiftLedger ledger = new MySqlGiftLedger(link, Clock.systemUTC());
        AtomicBoolean over = new AtomicBoolean();
        try (Connection holder = DriverManager.getConnection(SERVER.address(), SERVER.user(), SERVER.password());
                Statement held = holder.createStatement()) {
            holder.setAutoCommit(false);
            List<GiftPurchase> waiting =
                    Stream.generate(MySqlFrozenIT::gift).limit(CONNECTIONS).toList();
            for (GiftPurchase gift : waiting) {
                held.executeUpdate(
                        "INSERT INTO gift_ledger (id, room, uid, name, gift, count, value, sent_at, recorded_at)"
                                + " VALUES ('%s', 'x', '%s', 'x', 'x', 1, 1, 1, 1)"
                                        .formatted(gift.id(), gift.sender().uid()));
            }
            List<CompletableFuture<List<LedgerEntry>>> entered = waiting.stream()
                    .map(gift -> untilEntered(ledger, gift, over))
                    .toList();

            for (int i = 0; i < 3; i++) {
                assertThat(untilEntered(ledger, gift(), over))
                        .succeedsWithin(Duration.ofSeconds(10))
                        .isEqualTo(List.of(new LedgerEntry.Recorded()));
                assertThat(entered).noneMatch(CompletableFuture::isDone);
            }
            holder.rollback();

            assertThat(entered)
                    .allSatisfy(entry -> assertThat(entry)
                            .succeedsWithin(LEFT_WITHIN)
                            .isEqualTo(List.of(new LedgerEntry.Recorded())));
        } finally {
            over.set(true);
        }
    }

    private static void awaitFailures(List<CompletableFuture<Integer>> calls) {
        await().atMost(LEFT_WITHIN).until(() -> calls.stream().allMatch(CompletableFuture::isCompletedExceptionally));
    }

    /** Repeats the call until it is answered, as who appends does. */
    private static CompletableFuture<List<LedgerEntry>> untilEntered(
            MySqlGiftLedger ledger, GiftPurchase gift, AtomicBoolean over) {
        return ledger.record(List.of(gift))
                .toCompletableFuture()
                .exceptionallyCompose(failure -> over.get()
                        ? CompletableFuture.failedFuture(failure)
                        : CompletableFuture.runAsync(
                                        () -> {}, CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS))
                                .thenCompose(again -> untilEntered(ledger, gift, over)));
    }

    /** Calls that need all connections at once. */
    private List<CompletableFuture<Integer>> useAll() {
        return Stream.generate(() -> link.call(jdbc -> jdbc.sql("SELECT SLEEP(0.3)")
                                .query(Integer.class)
                                .single())
                        .toCompletableFuture())
                .limit(CONNECTIONS)
                .toList();
    }

    private static GiftPurchase gift() {
        return new GiftPurchase(
                new MessageId("g" + UUID.randomUUID()),
                new RoomId("r" + UUID.randomUUID()),
                new Sender(new UserId("bob"), "Bob"),
                "rose",
                1,
                1,
                1_700_000_000_123L);
    }
}
