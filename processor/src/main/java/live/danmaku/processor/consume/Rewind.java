package live.danmaku.processor.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where to begin reading so that nothing a store may have lost is missed: some time before what was committed last. What
 * is read twice is deduplicated by id.
 */
final class Rewind {

    private static final Logger log = LoggerFactory.getLogger(Rewind.class);

    private final Duration reach;

    /** @param reach the longest suffix that a store may lose */
    Rewind(Duration reach) {
        this.reach = reach;
    }

    /**
     * Moves newly assigned partitions back; all the way when what was appended went to another store than this one. Blocks
     * for some calls to Kafka; to be called by the consumer's thread.
     *
     * @param storeId the store that appends go to now; empty when that is not known
     */
    void onAssigned(
            Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions, Optional<String> storeId) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
        Map<TopicPartition, Long> since = new HashMap<>();
        Set<TopicPartition> elsewhere = new HashSet<>();
        committed.forEach((partition, commit) -> {
            Optional<CommitNote> note = commit == null ? Optional.empty() : CommitNote.of(commit);
            if (note.isPresent()) {
                since.put(partition, note.get().recordedAt() - reach.toMillis());
                if (storeId.isPresent() && !note.get().storeId().equals(storeId.get())) {
                    elsewhere.add(partition);
                }
            }
        });
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(since);
        committed.forEach((partition, commit) -> {
            if (commit != null) {
                consumer.seek(partition, Math.min(commit.offset(), offsetOr(found.get(partition), commit.offset())));
            }
        });
        if (!elsewhere.isEmpty()) {
            log.warn("Redis is not the one that {} were appended to; reading all that Kafka has", elsewhere);
            consumer.seekToBeginning(elsewhere);
        }
    }

    /** From where a store may have lost something that has lost something now, in ms since 1970. */
    long earliestLoss() {
        return System.currentTimeMillis() - reach.toMillis();
    }

    /**
     * Moves a partition back because the store has lost something. All timelines of one store lose the same stretch of
     * time, so one move repairs every topic of the partition at once.
     *
     * @param since when that was, or before, in ms since 1970
     * @param missing the first offset known to be missing, if one is
     */
    void onLoss(Consumer<byte[], byte[]> consumer, TopicPartition partition, long since, OptionalLong missing) {
        long position = consumer.position(partition);
        OffsetAndTimestamp found =
                consumer.offsetsForTimes(Map.of(partition, since)).get(partition);
        consumer.seek(partition, Math.min(offsetOr(found, position), missing.orElse(position)));
    }

    private static long offsetOr(@Nullable OffsetAndTimestamp found, long otherwise) {
        return found == null ? otherwise : found.offset();
    }
}
