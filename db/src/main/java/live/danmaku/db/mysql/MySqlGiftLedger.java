package live.danmaku.db.mysql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import live.danmaku.model.MessageId;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.gift.GiftKey;
import live.danmaku.model.gift.GiftLedger;
import live.danmaku.model.gift.GiftPurchase;
import live.danmaku.model.gift.GiftTotal;
import live.danmaku.model.gift.LedgerEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ledger in the table {@code gift_ledger}, whose primary key, id and sender, makes a gift exist once, and the
 * rankings in {@code gift_totals}, which the same transactions keep. A call that meets a row which another transaction
 * holds fails after {@link MySqlSettings#lockWait}, and its repeats at once, so that what is held takes no connections
 * from what is not. Thread-safe.
 */
public final class MySqlGiftLedger implements GiftLedger {

    /** Of one call in which others were faster. */
    private static final int MOST_ROUNDS = 20;

    private static final int MOST_HELD = 10_000;

    static final String BY_KEYS = "SELECT * FROM gift_ledger WHERE (id, uid) IN (:keys)";

    private static final Comparator<GiftKey> BY_ID_AND_SENDER = Comparator.comparing(
                    (GiftKey key) -> key.id().value())
            .thenComparing(key -> key.sender().value());

    private final MySqlLink mysql;
    private final Clock clock;

    /** Gifts that met a row which another transaction held for long, and are not entered yet. */
    private final Set<GiftKey> held = ConcurrentHashMap.newKeySet();

    public MySqlGiftLedger(MySqlLink mysql, Clock clock) {
        this.mysql = mysql;
        this.clock = clock;
    }

    @Override
    public CompletionStage<List<LedgerEntry>> record(List<GiftPurchase> purchases) {
        if (purchases.isEmpty() || purchases.size() > MOST_AT_ONCE) {
            throw new IllegalArgumentException(
                    "purchases in a call: %d (expected: 1 to %d)".formatted(purchases.size(), MOST_AT_ONCE));
        }
        return mysql.call((jdbc, transactions) -> record(jdbc, transactions, purchases));
    }

    private List<LedgerEntry> record(JdbcClient jdbc, TransactionTemplate transactions, List<GiftPurchase> purchases) {
        for (int round = 1; ; round++) {
            // Looking first makes repeats cheap: what is read again after a restart writes nothing.
            Map<GiftKey, GiftPurchase> known = read(jdbc, purchases);
            Map<GiftKey, GiftPurchase> fresh = missing(purchases, known);
            try {
                if (!fresh.isEmpty()) {
                    transactions.executeWithoutResult(status -> {
                        if (fresh.keySet().stream().anyMatch(held::contains)) {
                            requireFree(jdbc, fresh.values());
                        }
                        insert(jdbc, fresh.values());
                    });
                }
                fresh.keySet().forEach(held::remove);
                return judge(purchases, known, fresh);
            } catch (DataAccessException e) {
                int code = MySqlErrors.code(e);
                if (MySqlErrors.isHeld(code)) {
                    hold(fresh.keySet());
                    throw e;
                }
                // Another process was faster, or went first where two waited for each other, and nothing was written.
                // It has come further, so there are few rounds.
                if (!MySqlErrors.isOvertaken(code) || round == MOST_ROUNDS) {
                    throw e;
                }
            }
        }
    }

    private void hold(Set<GiftKey> keys) {
        if (held.size() > MOST_HELD) {
            held.clear();
        }
        held.addAll(keys);
    }

    /**
     * Fails at once when another transaction holds a row that is to be written: who waited for one once does not take a
     * connection again to wait for it.
     */
    private static void requireFree(JdbcClient jdbc, Collection<GiftPurchase> purchases) {
        jdbc.sql(BY_KEYS + " FOR UPDATE NOWAIT")
                .param("keys", keys(purchases))
                .query(MySqlGiftLedger::purchase)
                .list();
        for (GiftPurchase gift : purchases) {
            jdbc.sql("SELECT uid FROM gift_totals WHERE room = :room AND uid = :uid FOR UPDATE NOWAIT")
                    .param("room", gift.room().value())
                    .param("uid", gift.sender().uid().value())
                    .query(String.class)
                    .list();
        }
    }

    private static Map<GiftKey, GiftPurchase> read(JdbcClient jdbc, List<GiftPurchase> purchases) {
        Map<GiftKey, GiftPurchase> known = new HashMap<>();
        jdbc.sql(BY_KEYS)
                .param("keys", keys(purchases))
                .query(MySqlGiftLedger::purchase)
                .list()
                .forEach(purchase -> known.put(purchase.key(), purchase));
        return known;
    }

    static List<Object[]> keys(Collection<GiftPurchase> purchases) {
        return purchases.stream()
                .map(gift ->
                        new Object[] {gift.id().value(), gift.sender().uid().value()})
                .toList();
    }

    /** In the primary key's order, so that two who insert the same rows do not wait for each other in a circle. */
    private static Map<GiftKey, GiftPurchase> missing(List<GiftPurchase> purchases, Map<GiftKey, GiftPurchase> known) {
        Map<GiftKey, GiftPurchase> missing = new TreeMap<>(BY_ID_AND_SENDER);
        for (GiftPurchase purchase : purchases) {
            if (!known.containsKey(purchase.key())) {
                missing.putIfAbsent(purchase.key(), purchase);
            }
        }
        return missing;
    }

    private void insert(JdbcClient jdbc, Collection<GiftPurchase> purchases) {
        List<Object> rows = new ArrayList<>();
        Map<String, Map<String, GiftTotal>> totals = new TreeMap<>();
        long now = clock.millis();
        for (GiftPurchase purchase : purchases) {
            String room = purchase.room().value();
            Sender sender = purchase.sender();
            rows.addAll(List.of(purchase.id().value(), room, sender.uid().value(), sender.name()));
            rows.addAll(List.of(purchase.gift(), purchase.count(), purchase.value(), purchase.sentAt(), now));
            totals.computeIfAbsent(room, id -> new TreeMap<>())
                    .merge(
                            sender.uid().value(),
                            new GiftTotal(sender, purchase.value()),
                            (one, other) -> new GiftTotal(other.sender(), one.value() + other.value()));
        }
        jdbc.sql("INSERT INTO gift_ledger (id, room, uid, name, gift, count, value, sent_at, recorded_at) VALUES "
                        + groups(purchases.size(), "(?, ?, ?, ?, ?, ?, ?, ?, ?)"))
                .params(rows)
                .update();
        List<Object> additions = new ArrayList<>();
        totals.forEach((room, senders) -> senders.forEach((uid, total) ->
                additions.addAll(List.of(room, uid, total.sender().name(), total.value()))));
        jdbc.sql("INSERT INTO gift_totals (room, uid, name, value) VALUES "
                        + groups(additions.size() / 4, "(?, ?, ?, ?)")
                        + " AS added ON DUPLICATE KEY UPDATE"
                        + " gift_totals.value = gift_totals.value + added.value, gift_totals.name = added.name")
                .params(additions)
                .update();
    }

    private static String groups(int count, String group) {
        return String.join(", ", Collections.nCopies(count, group));
    }

    private static List<LedgerEntry> judge(
            List<GiftPurchase> purchases, Map<GiftKey, GiftPurchase> known, Map<GiftKey, GiftPurchase> inserted) {
        List<LedgerEntry> entries = new ArrayList<>(purchases.size());
        Set<GiftKey> recorded = new HashSet<>();
        for (GiftPurchase purchase : purchases) {
            @Nullable GiftPurchase mine = inserted.get(purchase.key());
            if (mine == purchase && recorded.add(purchase.key())) {
                entries.add(new LedgerEntry.Recorded());
                continue;
            }
            GiftPurchase first = mine == null ? Objects.requireNonNull(known.get(purchase.key())) : mine;
            entries.add(first.isRepeatedBy(purchase) ? new LedgerEntry.Already() : new LedgerEntry.Conflict(first));
        }
        return entries;
    }

    @Override
    public CompletionStage<Optional<GiftPurchase>> find(GiftKey key) {
        return mysql.call(jdbc -> jdbc.sql("SELECT * FROM gift_ledger WHERE id = :id AND uid = :uid")
                .param("id", key.id().value())
                .param("uid", key.sender().value())
                .query(MySqlGiftLedger::purchase)
                .optional());
    }

    @Override
    public CompletionStage<List<GiftPurchase>> find(MessageId id, int limit) {
        return mysql.call(jdbc -> jdbc.sql("SELECT * FROM gift_ledger WHERE id = :id ORDER BY uid LIMIT :limit")
                .param("id", id.value())
                .param("limit", limit)
                .query(MySqlGiftLedger::purchase)
                .list());
    }

    @Override
    public CompletionStage<List<GiftTotal>> ranking(RoomId room, int limit) {
        return mysql.call(jdbc -> jdbc.sql(
                        "SELECT uid, name, value FROM gift_totals WHERE room = :room ORDER BY value DESC, uid LIMIT :limit")
                .param("room", room.value())
                .param("limit", limit)
                .query((row, number) -> new GiftTotal(sender(row), row.getLong("value")))
                .list());
    }

    private static GiftPurchase purchase(ResultSet row, int number) throws SQLException {
        return new GiftPurchase(
                new MessageId(row.getString("id")),
                new RoomId(row.getString("room")),
                sender(row),
                row.getString("gift"),
                row.getInt("count"),
                row.getLong("value"),
                row.getLong("sent_at"));
    }

    private static Sender sender(ResultSet row) throws SQLException {
        return new Sender(new UserId(row.getString("uid")), row.getString("name"));
    }
}
