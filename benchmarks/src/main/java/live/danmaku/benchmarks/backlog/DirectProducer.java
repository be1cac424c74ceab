package live.danmaku.benchmarks.backlog;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import live.danmaku.benchmarks.load.SafeProducer;
import live.danmaku.db.kafka.MessageRecords;
import live.danmaku.db.kafka.Partitions;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.GearWatch;
import live.danmaku.model.gear.Route;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages straight to Kafka, past the front ends' HTTP, by the route that the gear of their flow says; with the
 * same guarantees and headers. Thread-safe.
 */
public final class DirectProducer implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final GearWatch gears;
    private final Partitions partitions;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** Blocks until the topic is known. */
    public DirectProducer(String bootstrapServers, GearWatch gears) {
        this.gears = gears;
        producer = SafeProducer.to(bootstrapServers);
        partitions = new Partitions(producer.partitionsFor(MessageRecords.TOPIC).size());
    }

    /**
     * Sends a message; blocks while the producer's buffer is full, and for a moment after a pause of this process.
     *
     * @param acknowledged called when Kafka has it
     */
    public void send(AcceptedMessage message, Runnable acknowledged) {
        if (!gears.isCaughtUp()) {
            gears.catchUp().toCompletableFuture().join();
        }
        Route route = gears.routeOf(new Flow(message.topic(), message.type()));
        producer.send(MessageRecords.of(message, partitions.of(message, route), route), (metadata, problem) -> {
            if (problem == null) {
                acknowledged.run();
            } else {
                failure.set(problem);
            }
        });
    }

    /**
     * Blocks until Kafka has everything.
     *
     * @throws IllegalStateException when it did not take something
     */
    public void flush() {
        producer.flush();
        @Nullable Exception last = failure.get();
        if (last != null) {
            throw new IllegalStateException("Kafka did not take a message", last);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
