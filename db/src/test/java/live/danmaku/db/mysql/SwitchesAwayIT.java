package live.danmaku.db.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import live.danmaku.embedded.EmbeddedMySql;
import live.danmaku.model.ops.SwitchName;
import live.danmaku.model.ops.SwitchSetting;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.Test;

class SwitchesAwayIT {

    private static final Duration BACK_WITHIN = Duration.ofSeconds(60);

    @Test
    void mySqlKilled_lastKnownStay_andEndWhenItIsTime() throws Exception {
        try (EmbeddedMySql server = TestEngines.ownMySql();
                MySqlLink link =
                        new MySqlLink(new MySqlSettings(server.address(), server.user(), server.password(), 2));
                SwitchWatch watch = new SwitchWatch(new MySqlSwitches(link))) {
            MySqlSwitches store = new MySqlSwitches(link);
            long now =
                    store.read().toCompletableFuture().get(10, TimeUnit.SECONDS).now();
            put(store, SwitchName.HOT_ROOMS, 1, 0L, 0);
            put(store, SwitchName.REPLAY, 2, 0L, now + 8_000);
            watch.start();

            server.kill();
            assertThat(store.read().toCompletableFuture()).failsWithin(Duration.ofSeconds(20));
            assertThat(watch.inForce().hotRooms()).isFalse();
            await().atMost(Duration.ofSeconds(10)).until(() -> watch.inForce().replay());
            assertThat(watch.inForce().hotRooms()).isFalse();

            server.restart();
            await().atMost(BACK_WITHIN).ignoreExceptions().until(() -> put(store, SwitchName.HOT_ROOMS, 3, 1L, 0));
            await().atMost(Duration.ofSeconds(5)).until(() -> watch.inForce().hotRooms());
        }
    }

    private static boolean put(MySqlSwitches store, SwitchName name, long version, Long value, long until)
            throws Exception {
        store.put(new SwitchSetting(name, value, until, version, "ann", ""))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return true;
    }
}
