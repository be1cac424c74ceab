package live.danmaku.playback.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.db.mysql.MySqlDecisions;
import live.danmaku.db.mysql.MySqlLink;
import live.danmaku.db.mysql.MySqlSettings;
import live.danmaku.model.ops.Decision;
import live.danmaku.testkit.MySqlAddress;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.Test;

class OldDecisionsIT {

    @Test
    void decisions_olderThanTheyAreKept_goAndYoungerOnesStay() {
        MySqlAddress mysql = TestEngines.mysql();
        String kind = UUID.randomUUID().toString().substring(0, 30);
        long now = System.currentTimeMillis();
        try (MySqlLink link = new MySqlLink(new MySqlSettings(mysql.jdbcUrl(), mysql.user(), mysql.password(), 2))) {
            MySqlDecisions decisions = new MySqlDecisions(link);
            for (int n = 0; n < 3; n++) {
                get(decisions.record(decision(now - Duration.ofDays(400 + n).toMillis(), kind)));
            }
            Decision young = decision(now - Duration.ofDays(364).toMillis(), kind);
            get(decisions.record(young));

            DecisionSettings year = new DecisionSettings(Duration.ofDays(365), Duration.ofHours(1));
            try (OldDecisions old = new OldDecisions(decisions, year, Clock.systemUTC())) {
                old.start();

                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(get(decisions.list(kind, Long.MAX_VALUE, 10)))
                                .isEqualTo(List.of(young)));
            }
        }
    }

    private static Decision decision(long at, String kind) {
        return new Decision(at, kind, "room:r1", "1", "2", "a test", Map.of("n", 1L));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
