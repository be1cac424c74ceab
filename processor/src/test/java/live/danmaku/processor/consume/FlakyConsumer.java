package live.danmaku.processor.consume;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import live.danmaku.db.kafka.MessageRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** A consumer of one partition whose broker fails as often as a test says. */
final class FlakyConsumer extends MockConsumer<byte[], byte[]> {

    static final TopicPartition PARTITION = new TopicPartition(MessageRecords.TOPIC, 0);

    final AtomicInteger failingTimeQuestions = new AtomicInteger();
    final AtomicInteger failingCommitQuestions = new AtomicInteger();
    final AtomicInteger failingCommits = new AtomicInteger();
    /** The first offset whatever time is asked for. */
    volatile long offsetOfTimes;

    FlakyConsumer() {
        super("earliest");
        updateBeginningOffsets(Map.of(PARTITION, 0L));
        updateEndOffsets(Map.of(PARTITION, 0L));
        updatePartitions(MessageRecords.TOPIC, List.of(new PartitionInfo(MessageRecords.TOPIC, 0, null, null, null)));
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
            Map<TopicPartition, Long> times, Duration timeout) {
        failIf(failingTimeQuestions);
        Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
        times.forEach((partition, time) -> found.put(partition, new OffsetAndTimestamp(offsetOfTimes, time)));
        return found;
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
            Set<TopicPartition> partitions, Duration timeout) {
        failIf(failingCommitQuestions);
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        partitions.forEach(partition -> committed.put(partition, null));
        committed.putAll(committed(partitions));
        return committed;
    }

    @Override
    public synchronized void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback done) {
        if (failingCommits.getAndUpdate(times -> Math.max(0, times - 1)) > 0) {
            done.onComplete(offsets, new TimeoutException("the broker is away"));
        } else {
            super.commitAsync(offsets, done);
        }
    }

    private static void failIf(AtomicInteger times) {
        if (times.getAndUpdate(each -> Math.max(0, each - 1)) > 0) {
            throw new TimeoutException("the broker is away");
        }
    }

    /** What is committed; -1 when nothing is. */
    long committedOffset() {
        OffsetAndMetadata commit = committed(Set.of(PARTITION)).get(PARTITION);
        return commit == null ? -1 : commit.offset();
    }
}
