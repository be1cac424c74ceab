package live.danmaku.db.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.ops.SwitchStore;
import live.danmaku.model.ops.SwitchStoreContract;
import live.danmaku.testkit.MySqlAddress;
import live.danmaku.testkit.TestEngines;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MySqlSwitchesIT extends SwitchStoreContract {

    private static final MySqlAddress MYSQL = TestEngines.mysql();
    private static final MySqlLink LINK =
            new MySqlLink(new MySqlSettings(MYSQL.jdbcUrl(), MYSQL.user(), MYSQL.password(), 4));

    private final MySqlSwitches switches = new MySqlSwitches(LINK);

    @AfterAll
    static void disconnect() {
        LINK.close();
    }

    @Override
    protected SwitchStore store() {
        return switches;
    }

    @Test
    void read_nameOfAnotherVersion_isPassedOver() {
        get(LINK.call(jdbc -> jdbc.sql("INSERT INTO switches VALUES ('of.tomorrow', 7, 0, 1, 'ann', '')")
                .update()));

        assertThat(get(switches.read()).settings().keySet())
                .noneMatch(name -> name.wireName().startsWith("of."));
    }

    @Test
    void read_now_isMySqlsTimeInMs() {
        long seconds = get(LINK.call(
                jdbc -> jdbc.sql("SELECT UNIX_TIMESTAMP()").query(Long.class).single()));

        assertThat(get(switches.read()).now()).isBetween(seconds * 1_000, seconds * 1_000 + 10_000);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
