package live.danmaku.db.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import live.danmaku.embedded.EmbeddedKafka;
import live.danmaku.embedded.LoopbackPort;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageType;
import live.danmaku.model.NotAcceptedException;
import live.danmaku.model.Topic;
import live.danmaku.model.gear.GearWatch;
import live.danmaku.model.gear.InMemoryGears;
import live.danmaku.model.room.SomeRooms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of messages when Kafka goes and comes back. */
class KafkaAwayIT {

    /** Longer than a message waits for its ack, on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** What an answer without asking anybody takes at most, on a busy machine. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final int port = LoopbackPort.free();
    private final int controllerPort = LoopbackPort.free();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @TempDir
    private Path folder;

    private EmbeddedKafka kafka;
    private KafkaCluster cluster;
    private KafkaMessagePublisher publisher;

    @BeforeEach
    void start() throws InterruptedException {
        kafka = EmbeddedKafka.start(folder, port, controllerPort);
        KafkaSettings settings = new KafkaSettings(kafka.address(), 3, (short) 1);
        cluster = new KafkaCluster(settings);
        publisher = new KafkaMessagePublisher(
                settings, cluster, new GearWatch(new InMemoryGears(Clock.systemUTC())), registry);
        publisher.start();
    }

    @AfterEach
    void stop() {
        publisher.close();
        cluster.close();
        kafka.close();
    }

    @Test
    void publish_kafkaGoesAndComesBack_neverAcknowledgesWhatIsNotSafe() throws Exception {
        publish().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        kafka.close();
        List<CompletableFuture<Void>> duringTheFall = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            duringTheFall.add(publish());
        }
        for (CompletableFuture<Void> message : duringTheFall) {
            refusal(message, PATIENCE);
        }

        await().atMost(PATIENCE).until(() -> !cluster.isReachable());
        for (int i = 0; i < 50; i++) {
            assertThat(refusal(publish(), AT_ONCE)).hasMessageContaining("nothing was accepted");
        }
        assertThat(registry.get("danmaku.messages.waiting").gauge().value()).isZero();
        assertThat(refused("kafka-away")).isGreaterThanOrEqualTo(50);

        kafka = EmbeddedKafka.start(folder, port, controllerPort);
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(ExecutionException.class)
                .until(() -> {
                    publish().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                    return true;
                });
    }

    private CompletableFuture<Void> publish() {
        byte[] payload = "{\"text\":\"hi\"}".getBytes(StandardCharsets.UTF_8);
        return publisher
                .publish(new AcceptedMessage(
                        Topic.room(SomeRooms.live("r1").id()),
                        MessageComposer.newId(),
                        MessageType.COMMENT,
                        SomeRooms.STARTED_AT,
                        System.currentTimeMillis(),
                        payload))
                .toCompletableFuture();
    }

    /** How this message is refused, within this time. */
    private static NotAcceptedException refusal(CompletableFuture<Void> message, Duration within)
            throws InterruptedException, TimeoutException {
        try {
            message.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(NotAcceptedException.class);
            NotAcceptedException refusal = (NotAcceptedException) Objects.requireNonNull(e.getCause());
            assertThat(refusal.retryAfter()).isPositive();
            return refusal;
        }
        throw new AssertionError("acknowledged by a Kafka that is not there");
    }

    private double refused(String reason) {
        return registry.get("danmaku.messages.refused")
                .tag("reason", reason)
                .counter()
                .count();
    }
}
