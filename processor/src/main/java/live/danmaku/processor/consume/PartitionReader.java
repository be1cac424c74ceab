package live.danmaku.processor.consume;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import live.danmaku.db.kafka.MessageRecords;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.gear.Handover;
import live.danmaku.processor.append.Parking;
import live.danmaku.processor.append.PendingRecord;
import live.danmaku.processor.handover.HandoverGate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands records on to the {@link HandoverGate}, pauses partitions with too much unfinished, and knows how far each one is.
 * Owned by the consumer's thread.
 */
final class PartitionReader {

    private static final Logger log = LoggerFactory.getLogger(PartitionReader.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, PartitionProgress> progress;
    private final HandoverGate gate;
    private final Parking parking;
    private final EndedRooms ended;
    private final int mostPending;
    private final Counter skipped;

    /** @param mostPending how many records of a partition may be unfinished */
    PartitionReader(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, PartitionProgress> progress,
            HandoverGate gate,
            Parking parking,
            EndedRooms ended,
            int mostPending,
            MeterRegistry registry) {
        this.consumer = consumer;
        this.progress = progress;
        this.gate = gate;
        this.parking = parking;
        this.ended = ended;
        this.mostPending = mostPending;
        this.skipped = Counter.builder("danmaku.messages.skipped")
                .description("Records of archived rooms that a rebuilt store does not get back")
                .register(registry);
    }

    /**
     * Hands on what was polled.
     *
     * @throws RuntimeException when some could not be; their partitions then begin again at their first unfinished record
     */
    void take(ConsumerRecords<byte[], byte[]> records) {
        @Nullable RuntimeException failed = null;
        for (TopicPartition partition : records.partitions()) {
            PartitionProgress its = progress.get(partition);
            if (its == null || its.delivery().isOver()) {
                continue;
            }
            try {
                for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                    take(record, its);
                }
            } catch (RuntimeException e) {
                failed = e;
                reopen(partition, its);
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, PartitionProgress its) {
        AcceptedMessage message;
        try {
            message = MessageRecords.parse(record);
        } catch (IllegalArgumentException e) {
            log.warn("record {} of partition {}: {}", record.offset(), record.partition(), e.getMessage());
            PendingRecord pending = new PendingRecord(record, null, its.delivery());
            its.add(pending);
            parking.park(pending, Parking.Reason.UNREADABLE);
            return;
        }
        boolean skip = its.isRebuilt(record.offset())
                && message.topic().asRoom().filter(ended::contains).isPresent();
        PendingRecord pending = new PendingRecord(record, message, MessageRecords.routedSince(record), its.delivery());
        its.add(pending);
        if (skip) {
            skipped.increment();
            pending.setDone();
        } else {
            gate.pass(pending);
        }
    }

    private void reopen(TopicPartition partition, PartitionProgress its) {
        its.delivery().end();
        Beginning again = its.fromTheFirstUnfinished();
        consumer.seek(partition, again.offset());
        progress.put(partition, its.again(again));
    }

    /** How far this process is with what was sent before a handover. */
    Map<Integer, Long> appendedSoFar(Handover handover) {
        Map<Integer, Long> below = new HashMap<>();
        progress.forEach((partition, its) -> {
            // What is read again was taken back, so the position says too much.
            if (!its.delivery().isOver()) {
                OptionalLong unfinished = its.firstUnfinished(handover);
                below.put(partition.partition(), unfinished.orElse(its.position()));
            }
        });
        return below;
    }

    void pauseAndResume() {
        Set<TopicPartition> paused = consumer.paused();
        Set<TopicPartition> full = new HashSet<>();
        Set<TopicPartition> free = new HashSet<>();
        progress.forEach((partition, its) -> {
            int size = its.size() - gate.held(partition.partition());
            if (size >= mostPending) {
                full.add(partition);
            } else if (size <= mostPending / 2 && paused.contains(partition)) {
                free.add(partition);
            }
        });
        consumer.pause(full);
        consumer.resume(free);
    }

    /** Remembers how far each partition is; to be called once a second. */
    void noteHistory() {
        long now = Rewind.steadyNow();
        progress.values().forEach(its -> its.history().note(now, its.doneBelow()));
    }
}
