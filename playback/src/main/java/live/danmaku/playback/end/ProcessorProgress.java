package live.danmaku.playback.end;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import live.danmaku.db.kafka.KafkaCluster;
import live.danmaku.db.kafka.MessageRecords;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Whether the processors have appended everything up to some place in Kafka. Never blocks. */
public final class ProcessorProgress {

    private final Admin admin;
    private final String group;

    public ProcessorProgress(KafkaCluster cluster, String group) {
        this.admin = cluster.admin();
        this.group = group;
    }

    /** Where each partition ends now. */
    CompletionStage<Map<TopicPartition, Long>> ends() {
        return admin.describeTopics(List.of(MessageRecords.TOPIC))
                .allTopicNames()
                .toCompletionStage()
                .thenCompose(topics -> {
                    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
                    topics.values()
                            .forEach(topic -> topic.partitions()
                                    .forEach(info -> latest.put(
                                            new TopicPartition(topic.name(), info.partition()), OffsetSpec.latest())));
                    return admin.listOffsets(latest).all().toCompletionStage();
                })
                .thenApply(found -> {
                    Map<TopicPartition, Long> ends = new HashMap<>();
                    for (Map.Entry<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> end : found.entrySet()) {
                        ends.put(end.getKey(), end.getValue().offset());
                    }
                    return ends;
                });
    }

    /** Whether everything before these places is appended. */
    CompletionStage<Boolean> reached(Map<TopicPartition, Long> ends) {
        return admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .toCompletionStage()
                .thenApply(committed -> ends.entrySet().stream().allMatch(end -> {
                    OffsetAndMetadata commit = committed.get(end.getKey());
                    return end.getValue() == 0 || commit != null && commit.offset() >= end.getValue();
                }));
    }
}
