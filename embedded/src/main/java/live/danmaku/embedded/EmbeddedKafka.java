package live.danmaku.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka of one node, broker and controller at once, inside this JVM.
 *
 * <p>Its logs are in {@code <data>/kafka}. Topics are not created by use. What was acknowledged survives the JVM's
 * {@code kill -9}, for it is in the system's page cache by then.
 */
public final class EmbeddedKafka implements Engine {

    public static final int DEFAULT_PORT = 19092;

    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(6);

    private final FolderLock lock;
    private final int port;
    private final KafkaRaftServer server;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private EmbeddedKafka(FolderLock lock, int port, KafkaRaftServer server) {
        this.lock = lock;
        this.port = port;
        this.server = server;
    }

    /** As {@link #start(Path, int, int)}, with the controller on the next port. */
    public static EmbeddedKafka start(Path dataFolder, int port) {
        return start(dataFolder, port, port + 1);
    }

    /**
     * Starts Kafka and blocks until it answers clients.
     *
     * @throws EngineException when the folder is in use, a port taken, or no answer comes within 60 s
     */
    public static EmbeddedKafka start(Path dataFolder, int port, int controllerPort) {
        Path home = dataFolder.toAbsolutePath().resolve("kafka");
        FolderLock lock = FolderLock.take(home);
        EmbeddedKafka kafka;
        try {
            kafka = new EmbeddedKafka(lock, port, server(home, port, controllerPort));
        } catch (Exception | Error e) {
            lock.close();
            throw told(e);
        }
        try {
            kafka.server.startup();
            kafka.awaitAnswer();
            return kafka;
        } catch (Exception | Error e) {
            kafka.close();
            throw told(e);
        }
    }

    private static KafkaRaftServer server(Path home, int port, int controllerPort) {
        LoopbackPort.requireFree(port, EngineKind.KAFKA);
        LoopbackPort.requireFree(
                controllerPort,
                "Kafka's controller",
                "set " + EngineKind.KAFKA.portVariable() + " to a port that is free and whose successor is too");
        KafkaLogFolder logs = KafkaLogFolder.formatted(home.resolve("data"));
        return new KafkaRaftServer(new KafkaConfig(KafkaSettings.of(logs.path(), port, controllerPort)), Time.SYSTEM);
    }

    /** Kafka's Scala code throws whatever it likes, checked exceptions too. */
    private static EngineException told(Throwable e) {
        return e instanceof EngineException told ? told : new EngineException("Kafka does not start: " + e, e);
    }

    private void awaitAnswer() {
        int millis = (int) START_PATIENCE.toMillis();
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                address(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                millis,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                millis,
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                false);
        try (Admin admin = Admin.create(settings)) {
            if (admin.describeCluster().nodes().get().isEmpty()) {
                throw new EngineException("Kafka answers that it has no node");
            }
        } catch (ExecutionException e) {
            throw new EngineException("Kafka does not answer: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while waiting for Kafka", e);
        }
    }

    @Override
    public EngineKind kind() {
        return EngineKind.KAFKA;
    }

    /** The bootstrap servers: {@code 127.0.0.1:<port>}. */
    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    @Override
    public synchronized void close() {
        if (ended.isDone()) {
            return;
        }
        try {
            CompletableFuture.runAsync(this::shutDown, task -> new Thread(task, "kafka-shutdown").start())
                    .get(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The data is safe without an orderly end; the next start recovers it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.close();
            ended.complete(null);
        }
    }

    private void shutDown() {
        server.shutdown();
        server.awaitShutdown();
    }
}
