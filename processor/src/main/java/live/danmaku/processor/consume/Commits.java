package live.danmaku.processor.consume;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits what is done. What the broker did not take is committed once more. Owned by the consumer's thread. */
final class Commits {

    private static final Logger log = LoggerFactory.getLogger(Commits.class);
    private static final Duration LAST_WITHIN = Duration.ofSeconds(3);
    private static final Duration TAKEN_BACK_WITHIN = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, PartitionProgress> progress;

    Commits(Consumer<byte[], byte[]> consumer, Map<TopicPartition, PartitionProgress> progress) {
        this.consumer = consumer;
        this.progress = progress;
    }

    /** Commits in the background. */
    void commit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = take();
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, (committed, failure) -> {
                if (failure != null) {
                    log.debug("a commit failed, and is repeated", failure);
                    forget(offsets.keySet());
                }
            });
        }
    }

    /** Commits and waits for some seconds at most. */
    void commitLast() {
        commitNow(LAST_WITHIN);
    }

    /** Commits the lower offsets of a new reading, and waits for a moment; if that fails it goes on in the background. */
    void takeBack() {
        commitNow(TAKEN_BACK_WITHIN);
    }

    private void commitNow(Duration within) {
        Map<TopicPartition, OffsetAndMetadata> offsets = take();
        if (offsets.isEmpty()) {
            return;
        }
        try {
            try {
                consumer.commitSync(offsets, within);
            } catch (WakeupException e) {
                // The call that closes may have come outside a poll; it counts once.
                consumer.commitSync(offsets, within);
            }
        } catch (KafkaException e) {
            log.warn("a commit failed: {}", e.toString());
            forget(offsets.keySet());
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> take() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        progress.forEach((partition, its) -> its.takeCommit().ifPresent(commit -> offsets.put(partition, commit)));
        return offsets;
    }

    private void forget(Set<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            PartitionProgress its = progress.get(partition);
            if (its != null) {
                its.forgetCommit();
            }
        }
    }
}
