package live.danmaku.playback.end;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import live.danmaku.db.kafka.KafkaCluster;
import live.danmaku.db.kafka.MessageRecords;
import live.danmaku.db.kafka.PartitionEnds;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Whether the processors have appended everything up to some place in Kafka. Never blocks. */
public final class ProcessorProgress {

    private final Admin admin;
    private final PartitionEnds ends;
    private final String group;

    public ProcessorProgress(KafkaCluster cluster, String group) {
        this.admin = cluster.admin();
        this.ends = new PartitionEnds(cluster);
        this.group = group;
    }

    /** Where each partition ends now. */
    CompletionStage<Map<Integer, Long>> ends() {
        return ends.all();
    }

    /** Whether everything before these places is appended. */
    CompletionStage<Boolean> reached(Map<Integer, Long> ends) {
        return admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .toCompletionStage()
                .thenApply(committed -> ends.entrySet().stream().allMatch(end -> {
                    OffsetAndMetadata commit = committed.get(new TopicPartition(MessageRecords.TOPIC, end.getKey()));
                    return end.getValue() == 0 || commit != null && commit.offset() >= end.getValue();
                }));
    }
}
