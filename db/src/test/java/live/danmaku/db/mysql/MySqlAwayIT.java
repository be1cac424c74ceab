package live.danmaku.db.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import live.danmaku.embedded.EmbeddedMySql;
import live.danmaku.model.ops.Decision;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.Test;

class MySqlAwayIT {

    private static final Duration BACK_WITHIN = Duration.ofSeconds(60);

    @Test
    void mySqlKilledAndRestarted_decisionsMadeMeanwhileAreKeptOnce() throws Exception {
        try (EmbeddedMySql server = TestEngines.ownMySql();
                MySqlLink link =
                        new MySqlLink(new MySqlSettings(server.address(), server.user(), server.password(), 2));
                PatientDecisions log = new PatientDecisions(
                        new MySqlDecisions(link), Duration.ofMillis(200), new SimpleMeterRegistry())) {
            record(log, 1).get(10, TimeUnit.SECONDS);

            server.kill();
            List<CompletableFuture<Void>> meanwhile =
                    LongStream.range(2, 22).mapToObj(at -> record(log, at)).toList();
            assertThat(log.list(null, Long.MAX_VALUE, 100).toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(20));
            assertThat(meanwhile).noneMatch(CompletableFuture::isDone);

            server.restart();
            await().atMost(BACK_WITHIN).until(() -> meanwhile.stream().allMatch(CompletableFuture::isDone));
            assertThat(log.list(null, Long.MAX_VALUE, 100).toCompletableFuture().get(10, TimeUnit.SECONDS))
                    .extracting(Decision::at)
                    .containsExactlyElementsOf(LongStream.iterate(21, at -> at - 1)
                            .limit(21)
                            .boxed()
                            .toList());
        }
    }

    private static CompletableFuture<Void> record(PatientDecisions log, long at) {
        return log.record(new Decision(at, "gear", "room:r1 comment", "1", "2", "", Map.of("lagMs", at)))
                .toCompletableFuture();
    }
}
