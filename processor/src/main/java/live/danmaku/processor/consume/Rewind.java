package live.danmaku.processor.consume;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds where to begin reading so that nothing a store may have lost is missed; what is read twice is deduplicated by id. It
 * asks Kafka, which blocks for some seconds at most, and changes nothing, so a question that fails may be asked again.
 * Owned by the consumer's thread.
 */
final class Rewind {

    private static final Logger log = LoggerFactory.getLogger(Rewind.class);
    private static final Duration KAFKA_ANSWERS_WITHIN = Duration.ofSeconds(5);

    /** Losses that others tell of are dated by their clocks. */
    static final long CLOCKS_DIFFER_BY_MS = 5_000;

    private final Consumer<byte[], byte[]> consumer;
    private final Duration reach;
    private final Clock clock;

    /** @param reach the longest suffix that a store may lose */
    Rewind(Consumer<byte[], byte[]> consumer, Duration reach, Clock clock) {
        this.consumer = consumer;
        this.reach = reach;
        this.clock = clock;
    }

    /**
     * Newly assigned partitions begin the reach before what was committed last, by Kafka's timestamps; those whose records
     * were appended to another store begin where Kafka does.
     *
     * @param storeId the store that appends go to now; empty when that is not known
     */
    Map<TopicPartition, Beginning> onAssigned(Collection<TopicPartition> partitions, Optional<String> storeId) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                consumer.committed(Set.copyOf(partitions), KAFKA_ANSWERS_WITHIN);
        Map<TopicPartition, CommitNote> notes = new HashMap<>();
        Set<TopicPartition> elsewhere = new HashSet<>();
        committed.forEach((partition, commit) -> {
            if (commit != null) {
                CommitNote.of(commit).ifPresent(note -> notes.put(partition, note));
            }
        });
        Map<TopicPartition, Long> since = new HashMap<>();
        notes.forEach((partition, note) -> {
            if (storeId.isPresent() && !note.storeId().equals(storeId.get())) {
                elsewhere.add(partition);
            } else {
                since.put(partition, Math.max(0, note.recordedAt() - reach.toMillis()));
            }
        });
        Map<TopicPartition, Long> firsts = firstOf(elsewhere);
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(since, KAFKA_ANSWERS_WITHIN);
        Map<TopicPartition, Beginning> beginnings = new HashMap<>();
        for (TopicPartition partition : partitions) {
            @Nullable OffsetAndMetadata commit = committed.get(partition);
            String store = storeId.orElse("");
            if (commit == null) {
                long first = consumer.position(partition, KAFKA_ANSWERS_WITHIN);
                beginnings.put(partition, new Beginning(first, 0, store, 0));
                continue;
            }
            CommitNote note = notes.getOrDefault(partition, new CommitNote(0, "", 0));
            if (elsewhere.contains(partition)) {
                long below = Math.max(commit.offset(), note.rebuiltBelow());
                beginnings.put(partition, new Beginning(firsts.getOrDefault(partition, 0L), 0, store, below));
            } else {
                long offset = Math.min(commit.offset(), offsetOr(found.get(partition), commit.offset()));
                long recordedAt = since.getOrDefault(partition, 0L);
                beginnings.put(partition, new Beginning(offset, recordedAt, store, note.rebuiltBelow()));
            }
        }
        return beginnings;
    }

    /**
     * All partitions begin again because the store has lost something: all timelines of one store lose the same stretch of
     * time, and a topic's messages come from several partitions.
     *
     * @param since the earliest that a lost record can have been sent if it was appended within the reach, in ms since 1970
     * @param storeId the store that appends go to now; empty when that is not known
     */
    Map<TopicPartition, Beginning> onLoss(
            Map<TopicPartition, PartitionProgress> partitions, long since, Optional<String> storeId) {
        Set<TopicPartition> elsewhere = new HashSet<>();
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach((partition, its) -> {
            if (its.isElsewhere(storeId)) {
                elsewhere.add(partition);
            } else {
                times.put(partition, Math.max(0, since));
            }
        });
        Map<TopicPartition, Long> firsts = firstOf(elsewhere);
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, KAFKA_ANSWERS_WITHIN);
        long lostAfter = steady(since + reach.toMillis() - CLOCKS_DIFFER_BY_MS);
        Map<TopicPartition, Beginning> beginnings = new HashMap<>();
        partitions.forEach((partition, its) -> {
            if (elsewhere.contains(partition)) {
                long below = Math.max(its.position(), its.rebuiltBelow());
                beginnings.put(
                        partition, new Beginning(firsts.getOrDefault(partition, 0L), 0, storeId.orElse(""), below));
            } else {
                // What was read late was sent long before it was lost; the history says how far that goes back.
                long sent = offsetOr(found.get(partition), its.position());
                long offset =
                        Math.min(Math.min(sent, its.position()), its.history().lowestSince(lostAfter));
                beginnings.put(
                        partition,
                        new Beginning(offset, Math.max(0, since), storeId.orElse(its.storeId()), its.rebuiltBelow()));
            }
        });
        return beginnings;
    }

    private Map<TopicPartition, Long> firstOf(Set<TopicPartition> elsewhere) {
        if (elsewhere.isEmpty()) {
            return Map.of();
        }
        log.warn("Redis is not the one that {} were appended to; reading all that Kafka has", elsewhere);
        return consumer.beginningOffsets(elsewhere, KAFKA_ANSWERS_WITHIN);
    }

    /** A time of day on the steady clock that histories are kept by. */
    private long steady(long time) {
        return steadyNow() - (clock.millis() - time);
    }

    /** In ms. */
    static long steadyNow() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private static long offsetOr(@Nullable OffsetAndTimestamp found, long otherwise) {
        return found == null ? otherwise : found.offset();
    }
}
