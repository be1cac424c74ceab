package live.danmaku.db.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A message as a Kafka record: key = the topic's name ({@code room:r1}), value = the message's JSON, timestamp = when it
 * was accepted, and what the processor needs without parsing JSON in the headers {@code id} (text), {@code type} (text)
 * and {@code start} (8 bytes, ms since 1970); where they apply {@code only-for} (text, the only user who may see it) and
 * {@code deletes} (text, the id of the message that it is the notice of deletion of).
 */
public final class MessageRecords {

    /** Where accepted messages travel. */
    public static final String TOPIC = "room-messages";

    /** Where the processor parks records that it can never append, as they came, with the header {@code reason}. */
    public static final String DEAD_LETTERS = "room-messages-dead";

    private static final String ID = "id";
    private static final String TYPE = "type";
    private static final String START = "start";
    private static final String ONLY_FOR = "only-for";
    private static final String DELETES = "deletes";

    private MessageRecords() {}

    public static ProducerRecord<byte[], byte[]> of(AcceptedMessage message) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                TOPIC, null, message.acceptedAt(), message.topic().name().getBytes(UTF_8), message.payload());
        record.headers()
                .add(ID, message.id().value().getBytes(UTF_8))
                .add(TYPE, message.type().wireName().getBytes(UTF_8))
                .add(
                        START,
                        ByteBuffer.allocate(Long.BYTES)
                                .putLong(message.streamStart())
                                .array());
        if (message.onlyFor() != null) {
            record.headers().add(ONLY_FOR, message.onlyFor().value().getBytes(UTF_8));
        }
        if (message.deletes() != null) {
            record.headers().add(DELETES, message.deletes().value().getBytes(UTF_8));
        }
        return record;
    }

    /** @throws IllegalArgumentException when the record is no message; the text says what is wrong with it */
    public static AcceptedMessage parse(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            throw new IllegalArgumentException("record without %s".formatted(record.key() == null ? "key" : "value"));
        }
        byte[] start = header(record, START);
        if (start.length != Long.BYTES) {
            throw new IllegalArgumentException(
                    "header start of %d bytes (expected: %d)".formatted(start.length, Long.BYTES));
        }
        @Nullable String onlyFor = optionalHeader(record, ONLY_FOR);
        @Nullable String deletes = optionalHeader(record, DELETES);
        return new AcceptedMessage(
                Topic.parse(new String(record.key(), UTF_8)),
                new MessageId(new String(header(record, ID), UTF_8)),
                MessageType.of(new String(header(record, TYPE), UTF_8)),
                ByteBuffer.wrap(start).getLong(),
                record.timestamp(),
                record.value(),
                onlyFor == null ? null : new UserId(onlyFor),
                deletes == null ? null : new MessageId(deletes));
    }

    private static @Nullable String optionalHeader(ConsumerRecord<byte[], byte[]> record, String name) {
        return record.headers().lastHeader(name) == null ? null : new String(header(record, name), UTF_8);
    }

    private static byte[] header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException("record without header " + name);
        }
        return header.value();
    }
}
