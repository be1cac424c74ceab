package live.danmaku.db.mysql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.ops.AuditEntry;
import live.danmaku.model.route.GreyRelease;
import live.danmaku.model.route.ListEntry;
import live.danmaku.model.route.ListPlace;
import live.danmaku.model.route.RoutingRules;
import live.danmaku.model.route.RuleChange;
import live.danmaku.model.route.RuleStore;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rules in the table {@code routing_rules}, whose rows are never changed or taken out, so that every version can be read
 * again. A change and its entry in the audit are one transaction. Thread-safe.
 */
public final class MySqlRules implements RuleStore {

    /** All that is there at a version. */
    private static final String AT_VERSION = """
            SELECT rules.* FROM routing_rules AS rules JOIN (
              SELECT item, MAX(version) AS version FROM routing_rules WHERE version <= :version GROUP BY item
            ) AS last USING (item, version)""";

    private final MySqlLink mysql;
    private final Clock clock;

    public MySqlRules(MySqlLink mysql, Clock clock) {
        this.mysql = mysql;
        this.clock = clock;
    }

    private record Head(long now, long version) {}

    @Override
    public CompletionStage<Reading> read(long known) {
        return mysql.call(jdbc -> {
            Head head = jdbc.sql("SELECT " + MySqlClock.NOW + " AS now, version FROM routing_version")
                    .query((row, number) -> new Head(row.getLong("now"), row.getLong("version")))
                    .single();
            return new Reading(head.now(), head.version() == known ? null : rules(jdbc, head.version()));
        });
    }

    private static RoutingRules rules(JdbcClient jdbc, long version) {
        return jdbc.sql(AT_VERSION).param("version", version).query((ResultSet rows) -> rules(rows, version));
    }

    private static RoutingRules rules(ResultSet rows, long version) throws SQLException {
        GreyRelease grey = GreyRelease.INITIAL;
        Map<ListPlace, ListEntry> entries = new HashMap<>();
        while (rows.next()) {
            @Nullable String value = rows.getString("value");
            String item = rows.getString("item");
            if (value == null) {
                continue;
            }
            if (item.equals(RuleText.GREY)) {
                grey = RuleText.grey(value);
            } else {
                ListPlace place = RuleText.place(item);
                entries.put(
                        place,
                        new ListEntry(
                                place,
                                RuleText.until(value),
                                rows.getLong("version"),
                                rows.getString("who"),
                                rows.getString("why")));
            }
        }
        return new RoutingRules(version, grey, entries);
    }

    @Override
    public CompletionStage<Optional<Long>> change(RuleChange change, String who, String why) {
        return mysql.call((jdbc, transactions) -> transactions.execute(status -> {
            Head head = jdbc.sql("SELECT " + MySqlClock.NOW + " AS now, version FROM routing_version FOR UPDATE")
                    .query((row, number) -> new Head(row.getLong("now"), row.getLong("version")))
                    .single();
            Optional<Long> version = new Change(jdbc, head, who, why).apply(change);
            version.ifPresent(next -> jdbc.sql("UPDATE routing_version SET version = :version")
                    .param("version", next)
                    .update());
            return version;
        }));
    }

    /** One change, while the version is locked. */
    private final class Change {

        private final JdbcClient jdbc;
        private final Head head;
        private final String who;
        private final String why;

        Change(JdbcClient jdbc, Head head, String who, String why) {
            this.jdbc = jdbc;
            this.head = head;
            this.who = who;
            this.why = why;
        }

        Optional<Long> apply(RuleChange change) {
            if (change instanceof RuleChange.SetGrey set) {
                return Optional.of(put(RuleText.GREY, RuleText.of(set.grey())));
            }
            if (change instanceof RuleChange.Lower lower) {
                GreyRelease grey = valueOf(RuleText.GREY).map(RuleText::grey).orElse(GreyRelease.INITIAL);
                return grey.hundredths() <= lower.hundredths()
                        ? Optional.empty()
                        : Optional.of(put(RuleText.GREY, RuleText.of(grey.at(lower.hundredths()))));
            }
            if (change instanceof RuleChange.PutEntry put) {
                long until = put.forMs() == 0 ? 0 : head.now() + put.forMs();
                return Optional.of(put(RuleText.item(put.place()), RuleText.entry(until)));
            }
            if (change instanceof RuleChange.DropEntry drop) {
                String item = RuleText.item(drop.place());
                return valueOf(item).isEmpty() ? Optional.empty() : Optional.of(put(item, null));
            }
            return undo(((RuleChange.Undo) change).version());
        }

        private long put(String item, @Nullable String value) {
            long version = note(item, valueOf(item).orElse("null"), value == null ? "null" : value);
            jdbc.sql("INSERT INTO routing_rules VALUES (:item, :version, :value, :who, :why)")
                    .param("item", item)
                    .param("version", version)
                    .param("value", value)
                    .param("who", who)
                    .param("why", why)
                    .update();
            return version;
        }

        /** The item's value now; empty when it is not there. */
        private Optional<String> valueOf(String item) {
            return jdbc.sql("SELECT value FROM routing_rules WHERE item = :item ORDER BY version DESC LIMIT 1")
                    .param("item", item)
                    .query((row, number) -> Optional.ofNullable(row.getString("value")))
                    .optional()
                    .flatMap(value -> value);
        }

        private Optional<Long> undo(long to) {
            if (to < 0 || to > head.version()) {
                return Optional.empty();
            }
            long version =
                    note("rules", "{\"version\": %d}".formatted(head.version()), "{\"version\": %d}".formatted(to));
            jdbc.sql("INSERT INTO routing_rules SELECT now.item, :next, past.value, :who, :why FROM ("
                            + AT_VERSION.replace(":version", ":head") + ") AS now LEFT JOIN ("
                            + AT_VERSION.replace(":version", ":past")
                            + ") AS past USING (item) WHERE NOT (now.value <=> past.value)")
                    .param("next", version)
                    .param("head", head.version())
                    .param("past", to)
                    .param("who", who)
                    .param("why", why)
                    .update();
            return Optional.of(version);
        }

        private long note(String what, String before, String after) {
            return MySqlAudit.insert(
                    jdbc, new AuditEntry(0, clock.millis(), who, "routing " + what, before, after, why));
        }
    }
}
