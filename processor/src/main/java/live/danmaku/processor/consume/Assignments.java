package live.danmaku.processor.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import live.danmaku.db.kafka.MessageRecords;
import live.danmaku.db.kafka.Partitions;
import live.danmaku.processor.append.Appender;
import live.danmaku.processor.handover.HandoverGate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins with partitions that this process was given, and ends with those that it lost. A partition stays paused until it is
 * known where to begin; what fails is tried again, so none of its records is read too early or dropped. Owned by the
 * consumer's thread.
 */
final class Assignments implements ConsumerRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(Assignments.class);
    private static final Duration KAFKA_ANSWERS_WITHIN = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, PartitionProgress> progress;
    private final Appender appender;
    private final HandoverGate gate;
    private final Rewind rewind;
    private final Commits commits;
    private final Supplier<Optional<String>> storeId;
    private final Set<TopicPartition> waiting = new LinkedHashSet<>();
    private long nextTry;

    /** @param storeId asks which store the timelines are in; blocks; empty when it cannot be reached */
    Assignments(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, PartitionProgress> progress,
            Appender appender,
            HandoverGate gate,
            Rewind rewind,
            Commits commits,
            Supplier<Optional<String>> storeId) {
        this.consumer = consumer;
        this.progress = progress;
        this.appender = appender;
        this.gate = gate;
        this.rewind = rewind;
        this.commits = commits;
        this.storeId = storeId;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        waiting.addAll(partitions);
        tryToBegin();
    }

    /** Tries again what failed. */
    void turn() {
        if (!waiting.isEmpty() && System.nanoTime() - nextTry >= 0) {
            tryToBegin();
        }
    }

    private void tryToBegin() {
        try {
            begin();
        } catch (RuntimeException e) {
            nextTry = System.nanoTime() + RETRY.toNanos();
            log.warn("where to begin with {} is not known, asking again: {}", waiting, e.toString());
        }
    }

    private void begin() {
        if (waiting.isEmpty()) {
            return;
        }
        Optional<String> store = storeId.get();
        gate.partitions(new Partitions(consumer.partitionsFor(MessageRecords.TOPIC, KAFKA_ANSWERS_WITHIN)
                .size()));
        Map<TopicPartition, Beginning> beginnings = rewind.onAssigned(waiting, store);
        beginnings.forEach((partition, beginning) -> {
            consumer.seek(partition, beginning.offset());
            appender.forget(partition.partition());
            progress.put(partition, PartitionProgress.assigned(beginning));
        });
        consumer.resume(beginnings.keySet());
        waiting.clear();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commits.commitLast();
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        waiting.removeAll(partitions);
        for (TopicPartition partition : partitions) {
            PartitionProgress its = progress.remove(partition);
            if (its != null) {
                its.delivery().end();
            }
        }
    }
}
