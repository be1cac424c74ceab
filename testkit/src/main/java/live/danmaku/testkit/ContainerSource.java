package live.danmaku.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mysql.MySQLContainer;

/** Engines in containers, of the same versions as the embedded ones. */
final class ContainerSource implements EngineSource {

    private static final String REDIS = "redis:7.0";
    private static final String KAFKA = "apache/kafka:4.2.1";
    private static final String MYSQL = "mysql:8.0";
    private static final String NAME = "danmaku";

    private final ConcurrentLinkedQueue<GenericContainer<?>> started = new ConcurrentLinkedQueue<>();

    static boolean isAvailable() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @Override
    @SuppressWarnings("resource") // closed by close()
    public String startRedis() {
        GenericContainer<?> redis = new GenericContainer<>(REDIS).withExposedPorts(6379);
        start(redis);
        return "redis://" + redis.getHost() + ":" + redis.getMappedPort(6379);
    }

    @Override
    @SuppressWarnings("resource")
    public String startKafka() {
        KafkaContainer kafka = new KafkaContainer(KAFKA)
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
        start(kafka);
        return kafka.getBootstrapServers();
    }

    @Override
    @SuppressWarnings("resource")
    public MySqlAddress startMySql() {
        MySQLContainer mySql = new MySQLContainer(MYSQL)
                .withDatabaseName(NAME)
                .withUsername(NAME)
                .withPassword(NAME)
                .withCommand("--character-set-server=utf8mb4", "--skip-log-bin", "--default-time-zone=+00:00")
                .withUrlParam("sslMode", "DISABLED")
                .withUrlParam("allowPublicKeyRetrieval", "true")
                .withUrlParam("connectionTimeZone", "UTC");
        start(mySql);
        grantFurtherDatabases(mySql);
        return new MySqlAddress(mySql.getJdbcUrl(), mySql.getUsername(), mySql.getPassword());
    }

    private static void grantFurtherDatabases(MySQLContainer mySql) {
        String statement = "GRANT ALL ON `danmaku%`.* TO 'danmaku'@'%'";
        try {
            ExecResult result = mySql.execInContainer("mysql", "-uroot", "-p" + NAME, "-e", statement);
            if (result.getExitCode() != 0) {
                throw new IllegalStateException(statement + ": " + result.getStderr());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void start(GenericContainer<?> container) {
        started.add(container);
        container.start();
    }

    @Override
    public void close() {
        started.forEach(GenericContainer::stop);
    }
}
