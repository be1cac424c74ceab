package live.danmaku.db.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.embedded.EmbeddedMySql;
import live.danmaku.model.route.GreyRelease;
import live.danmaku.model.route.RuleChange;
import live.danmaku.model.route.RuleHints;
import live.danmaku.model.route.RuleWatch;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.Test;

class RulesAwayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** All hints are lost. */
    private static final RuleHints NO_HINTS = new RuleHints() {
        @Override
        public void tell() {}

        @Override
        public CompletionStage<Void> listen(Runnable listener) {
            return CompletableFuture.completedFuture(null);
        }
    };

    @Test
    void mySqlKilled_lastRulesStayAndAreFollowedAgainWhenItIsBack() throws Exception {
        try (EmbeddedMySql server = TestEngines.ownMySql();
                MySqlLink link =
                        new MySqlLink(new MySqlSettings(server.address(), server.user(), server.password(), 2));
                RuleWatch watch = new RuleWatch(new MySqlRules(link, Clock.systemUTC()), NO_HINTS)) {
            MySqlRules store = new MySqlRules(link, Clock.systemUTC());
            setPercent(store, 1_000);
            watch.start();
            assertThat(watch.inForce().grey().hundredths()).isEqualTo(1_000);

            server.kill();
            await().atMost(PATIENCE).until(() -> !watch.isFresh());
            assertThat(watch.inForce().grey().hundredths()).isEqualTo(1_000);

            server.restart();
            await().atMost(PATIENCE).ignoreExceptions().until(() -> setPercent(store, 3_000));
            await().atMost(PATIENCE)
                    .until(() -> watch.isFresh() && watch.inForce().grey().hundredths() == 3_000);
        }
    }

    private static boolean setPercent(MySqlRules store, int hundredths) throws Exception {
        return store.change(new RuleChange.SetGrey(new GreyRelease(true, hundredths, "s")), "ann", "")
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .isPresent();
    }
}
