package live.danmaku.db.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.NotAcceptedException;
import live.danmaku.model.Topic;
import live.danmaku.model.gear.GearWatch;
import live.danmaku.model.gear.InMemoryGears;
import live.danmaku.model.room.SomeRooms;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KafkaMessagePublisherTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicBoolean reachable = new AtomicBoolean(true);
    private final AtomicLong nanos = new AtomicLong();
    private final WaryProducer kafka = new WaryProducer();
    private final KafkaMessagePublisher publisher = new KafkaMessagePublisher(
            kafka, reachable::get, nanos::get, new GearWatch(new InMemoryGears(Clock.systemUTC())), registry);

    @Test
    void publish_message_isDoneOnceKafkaHasAcknowledged() {
        CompletableFuture<Void> message = publish("m1");

        assertThat(message).isNotDone();
        kafka.completeNext();
        assertThat(message).isCompleted();
    }

    @Test
    void publish_message_isTheRecordThatTheProcessorReads() {
        publish("m1");

        ProducerRecord<byte[], byte[]> record = kafka.history().get(0);
        assertThat(record.topic()).isEqualTo(MessageRecords.TOPIC);
        assertThat(record.key()).isEqualTo("room:r1".getBytes(StandardCharsets.UTF_8));
        assertThat(record.value()).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void publish_noAck_isUnknownAndMayBeRepeatedWithItsId() {
        CompletableFuture<Void> message = publish("m1");
        // Kafka's thread, not the caller's.
        CompletableFuture.runAsync(() -> kafka.errorNext(new TimeoutException("too late")))
                .join();

        assertThat(refusal(message)).hasMessage("Kafka has not acknowledged the message; repeat it with the id 'm1'");
        assertThat(refused("unacknowledged")).isEqualTo(1);
        assertThat(waiting()).isZero();
    }

    @Test
    void publish_producerDoesNotTakeIt_nothingWasAccepted() {
        kafka.refusing = true;

        assertThat(refusal(publish("m1"))).hasMessageEndingWith("; nothing was accepted");
        assertThat(refused("kafka-away")).isEqualTo(1);
        assertThat(refused("unacknowledged")).isZero();
        assertThat(waiting()).isZero();
    }

    @Test
    void publish_kafkaAway_isRefusedAtOnceAndNeverSent() {
        reachable.set(false);

        assertThat(refusal(publish("m1"))).hasMessage("Kafka cannot be reached; nothing was accepted");
        assertThat(kafka.history()).isEmpty();
        reachable.set(true);
        assertThat(publish("m2")).isNotDone();
    }

    @Test
    void publish_clusterDoesNotAnswerButAMessageWasJustAcknowledged_isSent() {
        publish("m1");
        kafka.completeNext();
        reachable.set(false);

        nanos.addAndGet(Duration.ofMillis(2_999).toNanos());
        assertThat(publish("m2")).isNotDone();

        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(refusal(publish("m3"))).hasMessage("Kafka cannot be reached; nothing was accepted");
        kafka.completeNext();
        assertThat(publish("m4")).isNotDone();
    }

    @Test
    void publish_moreThanMayWait_isRefusedAtOnceUntilOneIsAcknowledged() {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int i = 0; i < KafkaMessagePublisher.MOST_WAITING; i++) {
            sent.add(publish("m" + i));
        }
        CompletableFuture<Void> tooMany = publish("too-many");

        assertThat(sent).noneMatch(CompletableFuture::isDone);
        assertThat(refusal(tooMany)).hasMessageContaining("not accepted");
        assertThat(refused("overload")).isEqualTo(1);
        assertThat(waiting()).isEqualTo(KafkaMessagePublisher.MOST_WAITING);
        kafka.completeNext();
        assertThat(publish("one-more")).isNotDone();
    }

    private CompletableFuture<Void> publish(String id) {
        return publisher
                .publish(new AcceptedMessage(
                        Topic.room(SomeRooms.live("r1").id()),
                        new MessageId(id),
                        MessageType.COMMENT,
                        SomeRooms.STARTED_AT,
                        SomeRooms.STARTED_AT,
                        "{}".getBytes(StandardCharsets.UTF_8)))
                .toCompletableFuture();
    }

    private static Throwable refusal(CompletableFuture<Void> message) {
        assertThat(message).isCompletedExceptionally();
        Throwable failure = message.handle((done, thrown) -> thrown).join();
        assertThat(failure)
                .isInstanceOfSatisfying(
                        NotAcceptedException.class,
                        refusal -> assertThat(refusal.retryAfter()).isPositive());
        return failure;
    }

    private double waiting() {
        return registry.get("danmaku.messages.waiting").gauge().value();
    }

    private double refused(String reason) {
        return registry.get("danmaku.messages.refused")
                .tag("reason", reason)
                .counter()
                .count();
    }

    /** Acknowledges when told, and can refuse as the real one does: through the callback, before send returns. */
    private static final class WaryProducer extends MockProducer<byte[], byte[]> {

        private static final Node BROKER = new Node(1, "localhost", 9092);

        boolean refusing;

        WaryProducer() {
            super(cluster(), false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        private static Cluster cluster() {
            Node[] replicas = {BROKER};
            List<PartitionInfo> partitions = IntStream.range(0, 12)
                    .mapToObj(number -> new PartitionInfo(MessageRecords.TOPIC, number, BROKER, replicas, replicas))
                    .toList();
            return new Cluster("c1", List.of(BROKER), partitions, Set.of(), Set.of());
        }

        @Override
        public synchronized Future<RecordMetadata> send(
                ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
            if (refusing && callback != null) {
                TimeoutException refusal =
                        new TimeoutException("Topic room-messages not present in metadata after 0 ms.");
                callback.onCompletion(null, refusal);
                return CompletableFuture.failedFuture(refusal);
            }
            return super.send(record, callback);
        }
    }
}
