package live.danmaku.db.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.ops.AuditEntry;
import live.danmaku.model.route.EntryKind;
import live.danmaku.model.route.GreyRelease;
import live.danmaku.model.route.ListName;
import live.danmaku.model.route.ListPlace;
import live.danmaku.model.route.RuleChange;
import live.danmaku.model.route.RuleStore;
import live.danmaku.model.route.RuleStoreContract;
import live.danmaku.testkit.MySqlAddress;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MySqlRulesIT extends RuleStoreContract {

    private static final MySqlAddress MYSQL = TestEngines.mysql();
    private static final MySqlLink LINK =
            new MySqlLink(new MySqlSettings(MYSQL.jdbcUrl(), MYSQL.user(), MYSQL.password(), 4));

    private final MySqlRules rules = new MySqlRules(LINK, Clock.systemUTC());

    @AfterAll
    static void disconnect() {
        LINK.close();
    }

    @Override
    protected RuleStore store() {
        return rules;
    }

    @Test
    void change_everyOne_isInTheAuditWithBeforeAndAfter() {
        ListPlace ann = new ListPlace(ListName.BLACK, EntryKind.UID, "ann");
        long set = change(new RuleChange.SetGrey(new GreyRelease(true, 1_000, "s")));
        long grey = change(new RuleChange.SetGrey(new GreyRelease(true, 3_000, "s")));
        long put = change(new RuleChange.PutEntry(ann, 0));
        long drop = change(new RuleChange.DropEntry(ann));
        long undo = change(new RuleChange.Undo(set));

        assertThat(get(new MySqlAudit(LINK).list(undo + 1, 4)))
                .extracting(AuditEntry::version, AuditEntry::what, AuditEntry::before, AuditEntry::after)
                .containsExactly(
                        tuple(
                                undo,
                                "routing rules",
                                "{\"version\": %d}".formatted(drop),
                                "{\"version\": %d}".formatted(set)),
                        tuple(drop, "routing black uid ann", "{\"until\": 0}", "null"),
                        tuple(put, "routing black uid ann", "null", "{\"until\": 0}"),
                        tuple(
                                grey,
                                "routing grey",
                                "{\"salt\": \"s\", \"enabled\": true, \"percent\": 10.0}",
                                "{\"salt\": \"s\", \"enabled\": true, \"percent\": 30.0}"));
    }

    private long change(RuleChange change) {
        return get(rules.change(change, "ann", "")).orElseThrow();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
