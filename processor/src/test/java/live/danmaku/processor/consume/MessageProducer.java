package live.danmaku.processor.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import live.danmaku.db.kafka.KafkaSettings;
import live.danmaku.db.kafka.MessageRecords;
import live.danmaku.db.kafka.Partitions;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.Route;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends what a front end would send, and worse. */
final class MessageProducer implements AutoCloseable {

    private final long streamStart = System.currentTimeMillis() - 1_000;
    private final KafkaProducer<byte[], byte[]> producer;

    MessageProducer(KafkaSettings kafka) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("acks", "all");
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends comments {@code m<first>} to {@code m<last>} and waits for all acks. */
    void send(Topic topic, int first, int last) throws Exception {
        List<Future<RecordMetadata>> acks = new ArrayList<>();
        for (int n = first; n <= last; n++) {
            String id = "m" + n;
            byte[] payload =
                    "{\"id\":\"%s\",\"type\":\"comment\"}".formatted(id).getBytes(UTF_8);
            acks.add(producer.send(record(new AcceptedMessage(
                    topic, new MessageId(id), MessageType.COMMENT, streamStart, System.currentTimeMillis(), payload))));
        }
        for (Future<RecordMetadata> ack : acks) {
            ack.get(20, TimeUnit.SECONDS);
        }
    }

    /** Sends the notice that {@code m<number>} is deleted, with the id {@code d<number>}, and waits for the ack. */
    void sendDeletion(Topic topic, int number) throws Exception {
        byte[] payload =
                "{\"id\":\"d%d\",\"type\":\"system\"}".formatted(number).getBytes(UTF_8);
        AcceptedMessage notice = new AcceptedMessage(
                topic,
                new MessageId("d" + number),
                MessageType.SYSTEM,
                streamStart,
                System.currentTimeMillis(),
                payload);
        producer.send(record(notice.deleting(new MessageId("m" + number)))).get(20, TimeUnit.SECONDS);
    }

    /** Sends these and waits for all acks. */
    void send(AcceptedMessage... messages) throws Exception {
        List<Future<RecordMetadata>> acks = new ArrayList<>();
        for (AcceptedMessage message : messages) {
            acks.add(producer.send(record(message)));
        }
        for (Future<RecordMetadata> ack : acks) {
            ack.get(20, TimeUnit.SECONDS);
        }
    }

    /** Sends a record that no processor can read, to the partition where the topic's messages go. */
    void sendUnreadable(Topic topic, String text) throws Exception {
        int partition = partitions().home(new Flow(topic, MessageType.COMMENT));
        producer.send(new ProducerRecord<>(
                        MessageRecords.TOPIC, partition, topic.name().getBytes(UTF_8), text.getBytes(UTF_8)))
                .get(20, TimeUnit.SECONDS);
    }

    private ProducerRecord<byte[], byte[]> record(AcceptedMessage message) {
        return MessageRecords.of(message, partitions().of(message, Route.HOME), Route.HOME);
    }

    private Partitions partitions() {
        return new Partitions(producer.partitionsFor(MessageRecords.TOPIC).size());
    }

    @Override
    public void close() {
        producer.close();
    }
}
