package live.danmaku.processor.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import live.danmaku.db.kafka.MessageRecords;
import live.danmaku.db.kafka.Partitions;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.gear.Handover;
import live.danmaku.model.timeline.LossLog;
import live.danmaku.processor.append.Appender;
import live.danmaku.processor.append.Delivery;
import live.danmaku.processor.append.Parking;
import live.danmaku.processor.append.PendingRecord;
import live.danmaku.processor.handover.HandoverGate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads messages from Kafka and hands them through the {@link HandoverGate} to the {@link Appender}; commits an offset only after everything up to it is
 * appended, refused or parked. A partition with too much unfinished is paused, so while Redis is away the records wait in
 * Kafka.
 * Everything here happens on one thread of its own, but {@link #close()}.
 */
final class RecordConsumer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RecordConsumer.class);

    private static final Duration IDLE_POLL = Duration.ofMillis(50);
    private static final Duration BUSY_POLL = Duration.ofMillis(5);
    private static final Duration COMMIT_PERIOD = Duration.ofMillis(200);
    private static final Duration AFTER_AN_ERROR = Duration.ofSeconds(1);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

    private final Consumer<byte[], byte[]> consumer;
    private final Appender appender;
    private final HandoverGate gate;
    private final Parking parking;
    private final int mostPending;
    private final Rewind rewind;
    private final Supplier<Optional<String>> storeId;
    private final LossNews losses;
    private final Map<TopicPartition, PartitionProgress> progress = new HashMap<>();
    private final Thread thread = new Thread(this::run, "record-consumer");
    private long nextCommit;
    private volatile boolean closing;

    /** @param storeId asks which store the timelines are in; blocks; empty when it cannot be reached */
    RecordConsumer(
            Consumer<byte[], byte[]> consumer,
            Appender appender,
            HandoverGate gate,
            Parking parking,
            Supplier<Optional<String>> storeId,
            LossLog losses,
            ProcessorSettings settings) {
        this.consumer = consumer;
        this.appender = appender;
        this.gate = gate;
        this.parking = parking;
        this.storeId = storeId;
        this.losses = new LossNews(losses);
        this.mostPending = settings.mostPending();
        this.rewind = new Rewind(settings.rewind());
    }

    void start() {
        thread.start();
    }

    private void run() {
        consumer.subscribe(List.of(MessageRecords.TOPIC), new Assignments());
        try {
            while (!closing) {
                try {
                    step();
                } catch (WakeupException e) {
                    log.debug("woken up to close");
                } catch (KafkaException e) {
                    log.warn("reading Kafka failed, going on: {}", e.toString());
                    waitAfterAnError();
                }
            }
        } finally {
            commit(true);
            consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
        }
    }

    private void step() {
        boolean busy = gate.isBusy() || !consumer.paused().isEmpty();
        ConsumerRecords<byte[], byte[]> records = consumer.poll(busy ? BUSY_POLL : IDLE_POLL);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            take(record);
        }
        gate.turn(this::appendedSoFar);
        rewindWhereAsked();
        pauseAndResume();
        long now = System.nanoTime();
        if (now - nextCommit >= 0) {
            nextCommit = now + COMMIT_PERIOD.toNanos();
            commit(false);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        PartitionProgress partition = progress.get(new TopicPartition(record.topic(), record.partition()));
        if (partition == null || partition.delivery().isOver()) {
            return;
        }
        try {
            AcceptedMessage message = MessageRecords.parse(record);
            PendingRecord pending =
                    new PendingRecord(record, message, MessageRecords.routedSince(record), partition.delivery());
            partition.add(pending);
            gate.pass(pending);
        } catch (IllegalArgumentException e) {
            log.warn("record {} of partition {}: {}", record.offset(), record.partition(), e.getMessage());
            PendingRecord pending = new PendingRecord(record, null, partition.delivery());
            partition.add(pending);
            parking.park(pending, Parking.Reason.UNREADABLE);
        }
    }

    private Map<Integer, Long> appendedSoFar(Handover handover) {
        Map<Integer, Long> below = new HashMap<>();
        progress.forEach((partition, its) -> {
            // What is read again was taken back, so the position says too much.
            if (!its.delivery().isOver()) {
                OptionalLong unfinished = its.firstUnfinished(handover);
                (unfinished.isPresent() ? unfinished : position(partition))
                        .ifPresent(offset -> below.put(partition.partition(), offset));
            }
        });
        return below;
    }

    /** The next record to be read; empty shortly after an assignment, when that is not known yet. */
    private OptionalLong position(TopicPartition partition) {
        try {
            return OptionalLong.of(consumer.position(partition, Duration.ZERO));
        } catch (TimeoutException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * A topic's messages come from several partitions, and what one of them repairs may need the others', such as a notice of
     * deletion: so all of them are read again, here and by all other processors.
     */
    private void rewindWhereAsked() {
        OptionalLong since = losses.take();
        OptionalLong found = OptionalLong.empty();
        for (PartitionProgress its : progress.values()) {
            Delivery delivery = its.delivery();
            if (delivery.rewindTo().isPresent()) {
                boolean wholeTimeline = delivery.rewindTo().getAsLong() < 0;
                found = LossNews.earlier(found, wholeTimeline ? delivery.rewindSince() : rewind.earliestLoss());
            }
        }
        if (found.isPresent()) {
            losses.tell(found.getAsLong());
            since = LossNews.earlier(since, found.getAsLong());
        }
        if (since.isPresent()) {
            rewindAll(since.getAsLong());
        }
    }

    private void rewindAll(long since) {
        for (Map.Entry<TopicPartition, PartitionProgress> entry : progress.entrySet()) {
            TopicPartition partition = entry.getKey();
            PartitionProgress its = entry.getValue();
            OptionalLong missing = its.delivery().rewindTo();
            its.delivery().end();
            rewind.onLoss(
                    consumer,
                    partition,
                    since,
                    missing.isPresent() && missing.getAsLong() >= 0 ? missing : OptionalLong.empty());
            appender.forget(partition.partition());
            entry.setValue(new PartitionProgress(its.storeId()));
        }
    }

    private void pauseAndResume() {
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

    private void commit(boolean wait) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        progress.forEach((partition, its) -> its.takeCommit().ifPresent(commit -> offsets.put(partition, commit)));
        if (offsets.isEmpty()) {
            return;
        }
        if (wait) {
            try {
                commitNow(offsets);
            } catch (KafkaException e) {
                log.warn("the last commit failed; the records will be repeated: {}", e.toString());
            }
        } else {
            consumer.commitAsync(offsets, (committed, failure) -> {
                if (failure != null) {
                    log.debug("a commit failed; a later one covers it", failure);
                }
            });
        }
    }

    private void commitNow(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            consumer.commitSync(offsets, CLOSE_WITHIN);
        } catch (WakeupException e) {
            // The call that closes may have come outside a poll; it counts once.
            consumer.commitSync(offsets, CLOSE_WITHIN);
        }
    }

    private void waitAfterAnError() {
        synchronized (this) {
            try {
                wait(AFTER_AN_ERROR.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                closing = true;
            }
        }
    }

    /** Ends the thread, having committed what is done; blocks for some seconds at most. */
    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join(CLOSE_WITHIN.multipliedBy(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Assignments implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Optional<String> store = storeId.get();
            gate.partitions(
                    new Partitions(consumer.partitionsFor(MessageRecords.TOPIC).size()));
            partitions.forEach(partition -> {
                progress.put(partition, new PartitionProgress(store.orElse("")));
                appender.forget(partition.partition());
            });
            rewind.onAssigned(consumer, partitions, store);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            commit(true);
            onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                PartitionProgress its = progress.remove(partition);
                if (its != null) {
                    its.delivery().end();
                }
            }
        }
    }
}
