package live.danmaku.db.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.ops.Decision;
import live.danmaku.testkit.MySqlAddress;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

class MySqlDecisionsIT {

    private static final MySqlAddress MYSQL = TestEngines.mysql();
    private static final MySqlLink LINK =
            new MySqlLink(new MySqlSettings(MYSQL.jdbcUrl(), MYSQL.user(), MYSQL.password(), 4));

    private final MySqlDecisions log = new MySqlDecisions(LINK);
    private final String kind = UUID.randomUUID().toString().substring(0, 30);

    @AfterAll
    static void disconnect() {
        LINK.close();
    }

    @Test
    void list_ofAKind_givesTheSameNewestFirst() {
        Decision first = decision(1, "r1");
        Decision second = new Decision(
                2,
                kind,
                "room:r1 comment",
                "1",
                "3",
                "lag of 900 ms — \"too much\"",
                Map.of("lagMs", 900L, "none", 0L));
        Decision third = decision(3, "r1");
        get(log.record(second));
        get(log.record(third));
        get(log.record(first));

        assertThat(get(log.list(kind, Long.MAX_VALUE, 10))).containsExactly(third, second, first);
        assertThat(get(log.list(kind, 3, 10))).containsExactly(second, first);
        assertThat(get(log.list(kind, Long.MAX_VALUE, 1))).containsExactly(third);
        assertThat(get(log.list("another", Long.MAX_VALUE, 10))).isEmpty();
    }

    @Test
    void list_ofAllKinds_holdsThisOne() {
        Decision newest = decision(Long.MAX_VALUE - 1, "r" + UUID.randomUUID());
        get(log.record(newest));

        assertThat(get(log.list(null, Long.MAX_VALUE, 500))).contains(newest);
    }

    @Test
    void record_again_changesNothing() {
        get(log.record(decision(1, "r1")));
        get(log.record(decision(1, "r1")));
        get(log.record(decision(1, "R1")));

        assertThat(get(log.list(kind, Long.MAX_VALUE, 10))).containsExactly(decision(1, "R1"), decision(1, "r1"));
    }

    @Test
    void record_whatDoesNotFit_failsAsHopeless() {
        assertThatThrownBy(() -> get(log.record(decision(1, "r".repeat(201)))))
                .hasCauseInstanceOf(DataIntegrityViolationException.class);
    }

    private Decision decision(long at, String subject) {
        return new Decision(at, kind, subject, "1", "2", "", Map.of());
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
