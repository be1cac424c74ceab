package live.danmaku.benchmarks.write;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import live.danmaku.benchmarks.load.LoadResult;
import live.danmaku.benchmarks.load.SafeProducer;
import org.HdrHistogram.ConcurrentHistogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A producer alone, into a topic of its own on the same broker: acks=all, idempotent, the same batching as the program's,
 * records of the same size, a fixed number of them under way.
 */
final class KafkaReference implements AutoCloseable {

    private static final int PARTITIONS = 12;

    private final String topic;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final int underWay;
    private final byte[] payload;
    private final List<byte[]> keys;

    /** @param rooms records carry these in turn as keys */
    KafkaReference(String bootstrapServers, String topic, int underWay, int payloadBytes, List<String> rooms)
            throws InterruptedException, ExecutionException {
        this.topic = topic;
        this.underWay = underWay;
        this.payload = "x".repeat(payloadBytes).getBytes(US_ASCII);
        this.keys =
                rooms.stream().map(room -> ("room:" + room).getBytes(US_ASCII)).toList();
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())))
                .all()
                .get();
        producer = SafeProducer.to(bootstrapServers);
    }

    /** Blocks for {@code duration} and until the last acks are there. */
    LoadResult run(Duration duration) throws InterruptedException {
        Semaphore places = new Semaphore(underWay);
        ConcurrentHistogram micros = new ConcurrentHistogram(3);
        AtomicInteger failures = new AtomicInteger();
        long begin = System.nanoTime();
        long end = begin + duration.toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            places.acquire();
            long sent = System.nanoTime();
            producer.send(new ProducerRecord<>(topic, keys.get(i % keys.size()), payload), (metadata, failure) -> {
                long now = System.nanoTime();
                if (failure != null) {
                    failures.incrementAndGet();
                } else if (now <= end) {
                    micros.recordValue((now - sent) / 1_000);
                }
                places.release();
            });
        }
        places.acquire(underWay);
        return new LoadResult(micros.getTotalCount(), failures.get(), 0, micros, duration);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        admin.deleteTopics(List.of(topic));
        admin.close(Duration.ofSeconds(5));
    }
}
