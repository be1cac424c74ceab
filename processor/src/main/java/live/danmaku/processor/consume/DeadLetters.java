package live.danmaku.processor.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.db.kafka.KafkaSettings;
import live.danmaku.db.kafka.MessageRecords;
import live.danmaku.processor.append.Parking;
import live.danmaku.processor.append.PendingRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parks records in {@link MessageRecords#DEAD_LETTERS}, as they came, with the headers {@code reason} and {@code origin}
 * ({@code <partition>:<offset>}). Thread-safe.
 */
final class DeadLetters implements Parking, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Producer<byte[], byte[]> producer;
    private final Map<Reason, Counter> parked = new EnumMap<>(Reason.class);
    // The producer's send may wait for metadata, and nobody who parks may.
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "dead-letters"));

    DeadLetters(KafkaSettings kafka, MeterRegistry registry) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        for (Reason reason : Reason.values()) {
            parked.put(
                    reason,
                    Counter.builder("danmaku.messages.parked")
                            .description("Records put aside in " + MessageRecords.DEAD_LETTERS)
                            .tag("reason", reason.wireName())
                            .register(registry));
        }
    }

    @Override
    public void park(PendingRecord pending, Reason reason) {
        ConsumerRecord<byte[], byte[]> record = pending.record();
        log.warn("parking record {} of partition {}: {}", record.offset(), record.partition(), reason.wireName());
        Objects.requireNonNull(parked.get(reason)).increment();
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                MessageRecords.DEAD_LETTERS,
                null,
                record.timestamp() < 0 ? null : record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
        letter.headers()
                .add("reason", reason.wireName().getBytes(UTF_8))
                .add("origin", (record.partition() + ":" + record.offset()).getBytes(UTF_8));
        thread.execute(() -> send(pending, letter));
    }

    private void send(PendingRecord pending, ProducerRecord<byte[], byte[]> letter) {
        producer.send(letter, (metadata, failure) -> {
            if (failure == null) {
                pending.setDone();
            } else if (!thread.isShutdown()) {
                log.warn("parking failed, repeating: {}", failure.toString());
                thread.schedule(() -> send(pending, letter), RETRY.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
        producer.close(Duration.ofSeconds(2));
    }
}
