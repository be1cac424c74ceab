package live.danmaku.db.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.ops.AuditEntry;
import live.danmaku.testkit.MySqlAddress;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MySqlAuditIT {

    private static final MySqlAddress MYSQL = TestEngines.mysql();
    private static final MySqlLink LINK =
            new MySqlLink(new MySqlSettings(MYSQL.jdbcUrl(), MYSQL.user(), MYSQL.password(), 4));

    private final MySqlAudit audit = new MySqlAudit(LINK);

    @AfterAll
    static void disconnect() {
        LINK.close();
    }

    @Test
    void record_thenList_givesTheSameNewestFirstWithGrowingVersions() {
        long first = get(audit.record(entry(0, "null", "3", "hot \"final\" — 決勝")));
        long second = get(audit.record(entry(0, "3", "{\"gear\": 1}", "")));

        assertThat(second).isGreaterThan(first);
        assertThat(get(audit.list(second + 1, 2)))
                .containsExactly(
                        entry(second, "3", "{\"gear\": 1}", ""), entry(first, "null", "3", "hot \"final\" — 決勝"));
    }

    @Test
    void list_belowAVersion_leavesItOut() {
        get(audit.record(entry(0, "1", "2", "")));
        long last = get(audit.record(entry(0, "2", "3", "")));

        List<AuditEntry> older = get(audit.list(last, 500));

        assertThat(older).isNotEmpty().allMatch(entry -> entry.version() < last);
    }

    private static AuditEntry entry(long version, String before, String after, String why) {
        return new AuditEntry(version, 1_700_000_000_000L, "ann", "gear room:r1 comment", before, after, why);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
