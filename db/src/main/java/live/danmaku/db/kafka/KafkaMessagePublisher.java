package live.danmaku.db.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessagePublisher;
import live.danmaku.model.NotAcceptedException;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.GearWatch;
import live.danmaku.model.gear.Route;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes to {@link MessageRecords#TOPIC} with {@code acks=all} and an idempotent producer, to the partition that the
 * gear of the message's flow says. Thread-safe.
 */
public final class KafkaMessagePublisher implements MessagePublisher, AutoCloseable {

    /** What may wait for Kafka's ack at one time. */
    static final int MOST_WAITING = 20_000;

    /** When a message that Kafka does not acknowledge is given up. */
    private static final int GIVE_UP_AFTER_MS = 10_000;

    /** For so long an ack shows that Kafka is there, whatever the cluster's answer is. */
    private static final Duration ACK_SHOWS = Duration.ofSeconds(3);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final Duration READY_WITHIN = Duration.ofSeconds(5);

    private static final String NOT_TAKEN = "Kafka cannot take the message now; nothing was accepted";

    private final Producer<byte[], byte[]> producer;
    private final BooleanSupplier reachable;
    private final LongSupplier nanoTime;
    private final GearWatch gears;

    /** By {@link #nanoTime}; null before the first. */
    private volatile @Nullable Long lastAck;

    private volatile @Nullable Partitions partitions;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Counter away;
    private final Counter overloaded;
    private final Counter unacknowledged;

    public KafkaMessagePublisher(KafkaSettings kafka, KafkaCluster cluster, GearWatch gears, MeterRegistry registry) {
        this(
                new KafkaProducer<>(properties(kafka), new ByteArraySerializer(), new ByteArraySerializer()),
                cluster::isReachable,
                System::nanoTime,
                gears,
                registry);
    }

    /**
     * @param reachable whether Kafka is there; asked for every message, unless one was acknowledged a moment ago
     * @param nanoTime as {@link System#nanoTime}
     */
    KafkaMessagePublisher(
            Producer<byte[], byte[]> producer,
            BooleanSupplier reachable,
            LongSupplier nanoTime,
            GearWatch gears,
            MeterRegistry registry) {
        this.producer = producer;
        this.reachable = reachable;
        this.nanoTime = nanoTime;
        this.gears = gears;
        this.away = refused(registry, "kafka-away");
        this.overloaded = refused(registry, "overload");
        this.unacknowledged = refused(registry, "unacknowledged");
        Gauge.builder("danmaku.messages.waiting", waiting, AtomicInteger::get)
                .description("Messages that wait for Kafka's ack")
                .register(registry);
    }

    private static Map<String, Object> properties(KafkaSettings kafka) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, GIVE_UP_AFTER_MS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, GIVE_UP_AFTER_MS / 2);
        // A call never waits: without metadata or buffer space it fails at once.
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
        properties.put(
                ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(365).toMillis());
        return properties;
    }

    /**
     * Waits some seconds for what the producer must know before it can send; a Kafka that is away longer is waited for by
     * those who send.
     */
    public void start() throws InterruptedException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!knowsTopic() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private boolean knowsTopic() {
        try {
            return reachable.getAsBoolean()
                    && !producer.partitionsFor(MessageRecords.TOPIC).isEmpty();
        } catch (KafkaException e) {
            return false;
        }
    }

    private static Counter refused(MeterRegistry registry, String reason) {
        return Counter.builder("danmaku.messages.refused")
                .description("Messages answered 503")
                .tag("reason", reason)
                .register(registry);
    }

    @Override
    public CompletionStage<Void> publish(AcceptedMessage message) {
        if (!isReachable()) {
            return refuse(away, "Kafka cannot be reached; nothing was accepted");
        }
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return refuse(overloaded, "too many messages are waiting to be accepted; this one was not accepted");
        }
        return gears.isCaughtUp() ? send(message) : gears.catchUp().thenCompose(caughtUp -> send(message));
    }

    /** The cluster may have been asked by way of the one broker that is frozen. */
    private boolean isReachable() {
        if (reachable.getAsBoolean()) {
            return true;
        }
        @Nullable Long acknowledged = lastAck;
        return acknowledged != null && nanoTime.getAsLong() - acknowledged < ACK_SHOWS.toNanos();
    }

    private CompletionStage<Void> send(AcceptedMessage message) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        Thread caller = Thread.currentThread();
        try {
            producer.send(record(message), (metadata, failure) -> {
                waiting.decrementAndGet();
                if (failure == null) {
                    lastAck = nanoTime.getAsLong();
                    acknowledged.complete(null);
                } else if (Thread.currentThread() == caller) {
                    // The producer says so before it took the message: it knows no leader, or its buffer is full.
                    acknowledged.completeExceptionally(refusal(away, NOT_TAKEN));
                } else {
                    acknowledged.completeExceptionally(refusal(
                            unacknowledged,
                            "Kafka has not acknowledged the message; repeat it with the id '%s'"
                                    .formatted(message.id())));
                }
            });
        } catch (KafkaException e) {
            waiting.decrementAndGet();
            return refuse(away, NOT_TAKEN);
        }
        return acknowledged;
    }

    /** @throws KafkaException when the topic's partitions are not known */
    private ProducerRecord<byte[], byte[]> record(AcceptedMessage message) {
        Route route = gears.routeOf(new Flow(message.topic(), message.type()));
        return MessageRecords.of(message, partitions().of(message, route), route);
    }

    private Partitions partitions() {
        Partitions known = partitions;
        if (known == null) {
            known = new Partitions(producer.partitionsFor(MessageRecords.TOPIC).size());
            partitions = known;
        }
        return known;
    }

    private static CompletionStage<Void> refuse(Counter counter, String detail) {
        return CompletableFuture.failedFuture(refusal(counter, detail));
    }

    private static NotAcceptedException refusal(Counter counter, String detail) {
        counter.increment();
        return new NotAcceptedException(detail, RETRY_AFTER);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(3));
    }
}
