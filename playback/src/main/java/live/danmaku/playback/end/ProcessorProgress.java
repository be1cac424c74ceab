package live.danmaku.playback.end;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import live.danmaku.db.kafka.KafkaCluster;
import live.danmaku.db.kafka.MessageRecords;
import live.danmaku.db.kafka.PartitionEnds;
import org.apache.kafka.clients.admin.Admin;

/** What the processors have committed to Kafka, which they do after appending. */
public final class ProcessorProgress implements AppendProgress {

    private final Admin admin;
    private final PartitionEnds ends;
    private final String group;

    public ProcessorProgress(KafkaCluster cluster, String group) {
        this.admin = cluster.admin();
        this.ends = new PartitionEnds(cluster);
        this.group = group;
    }

    @Override
    public CompletionStage<Map<Integer, Long>> ends() {
        return ends.all();
    }

    @Override
    public CompletionStage<Map<Integer, Long>> appended() {
        return admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .toCompletionStage()
                .thenApply(committed -> {
                    Map<Integer, Long> offsets = new HashMap<>();
                    committed.forEach((partition, commit) -> {
                        if (commit != null && partition.topic().equals(MessageRecords.TOPIC)) {
                            offsets.put(partition.partition(), commit.offset());
                        }
                    });
                    return offsets;
                });
    }
}
