package live.danmaku.processor.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.danmaku.db.kafka.KafkaSettings;
import live.danmaku.db.kafka.MessageRecords;
import live.danmaku.model.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** One life of a consumer: reads from where the group's last commit is. Closing it commits nothing, as a crash does. */
final class RecordReading implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;

    RecordReading(KafkaSettings kafka, String group) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("group.id", group);
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "earliest");
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(MessageRecords.TOPIC).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList());
    }

    /** A topic's records up to the end of today's log. */
    List<ConsumerRecord<byte[], byte[]>> readAll(Topic topic) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                if (new String(record.key(), UTF_8).equals(topic.name())) {
                    records.add(record);
                }
            });
        }
        return records;
    }

    /** Says that everything read so far is done with. */
    void commit() {
        consumer.commitSync();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
