package live.danmaku.db.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** Asks Kafka where partitions of {@link MessageRecords#TOPIC} end: all that was acknowledged lies before. Thread-safe. */
public final class PartitionEnds {

    private final Admin admin;

    public PartitionEnds(KafkaCluster cluster) {
        this.admin = cluster.admin();
    }

    /** The next offset of each of these partitions. Never blocks; fails when Kafka cannot be reached. */
    public CompletionStage<Map<Integer, Long>> of(Collection<Integer> partitions) {
        Map<TopicPartition, OffsetSpec> latest = partitions.stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(MessageRecords.TOPIC, partition),
                        partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().toCompletionStage().thenApply(found -> {
            Map<Integer, Long> ends = new HashMap<>();
            found.forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
            return ends;
        });
    }

    /** The next offset of every partition. Never blocks; fails when Kafka cannot be reached. */
    public CompletionStage<Map<Integer, Long>> all() {
        return admin.describeTopics(List.of(MessageRecords.TOPIC))
                .allTopicNames()
                .toCompletionStage()
                .thenCompose(topics -> of(topics.values().stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .map(TopicPartitionInfo::partition)
                        .toList()));
    }
}
