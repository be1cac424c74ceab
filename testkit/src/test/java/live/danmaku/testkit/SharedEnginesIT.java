package live.danmaku.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import live.danmaku.embedded.EmbeddedRedis;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class SharedEnginesIT {

    @Test
    void redis_isOneForAllTests() {
        assertThat(TestEngines.redis()).startsWith("redis://").isEqualTo(TestEngines.redis());
    }

    @Test
    void kafka_createsTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestEngines.kafka()))) {
            admin.createTopics(List.of(new NewTopic("testkit", 3, (short) 1)))
                    .all()
                    .get();
            assertThat(admin.listTopics().names().get()).contains("testkit");
        }
    }

    @Test
    void mysql_letsTheUserCreateFurtherDatabases() throws Exception {
        MySqlAddress address = TestEngines.mysql();
        try (Connection connection =
                        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS danmaku_testkit");
            statement.execute("CREATE TABLE danmaku_testkit.notes (note VARCHAR(40))");
        }
    }

    @Test
    void ownRedis_isPrivateAndCanBeKilled() {
        try (EmbeddedRedis own = TestEngines.ownRedis()) {
            assertThat(own.address()).isNotEqualTo(TestEngines.redis());
            own.kill();
            assertThat(own.ended().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(5));
            own.restart();
            assertThat(own.ended().toCompletableFuture()).isNotDone();
        }
    }
}
