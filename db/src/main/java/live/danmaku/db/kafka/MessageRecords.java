package live.danmaku.db.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.gear.Route;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A message as a Kafka record: key = the topic's name ({@code room:r1}), value = the message's JSON, timestamp = when it
 * was accepted, and what the processor needs without parsing JSON in the headers {@code id} (text), {@code type} (text)
 * and {@code start} (8 bytes, ms since 1970); where they apply {@code sender} (text, the uid), {@code only-for} (text, the
 * only user who may see it), {@code deletes} (text, the id of the message that it is the notice of deletion of), {@code
 * expires} (8 bytes, ms since 1970) and {@code routed-since} (8 bytes, see {@link Route#since()}).
 */
public final class MessageRecords {

    /** Where accepted messages travel. */
    public static final String TOPIC = "room-messages";

    /** Where the processor parks records that it can never append, as they came, with the header {@code reason}. */
    public static final String DEAD_LETTERS = "room-messages-dead";

    private static final String ID = "id";
    private static final String TYPE = "type";
    private static final String START = "start";
    private static final String SENDER = "sender";
    private static final String ONLY_FOR = "only-for";
    private static final String DELETES = "deletes";
    private static final String EXPIRES = "expires";
    private static final String ROUTED_SINCE = "routed-since";

    private MessageRecords() {}

    /** @param partition where the message goes on this route, see {@link Partitions} */
    public static ProducerRecord<byte[], byte[]> of(AcceptedMessage message, int partition, Route route) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                TOPIC, partition, message.acceptedAt(), message.topic().name().getBytes(UTF_8), message.payload());
        record.headers()
                .add(ID, message.id().value().getBytes(UTF_8))
                .add(TYPE, message.type().wireName().getBytes(UTF_8))
                .add(START, bytes(message.streamStart()));
        if (message.sender() != null) {
            record.headers().add(SENDER, message.sender().value().getBytes(UTF_8));
        }
        if (route.since() > 0) {
            record.headers().add(ROUTED_SINCE, bytes(route.since()));
        }
        if (message.onlyFor() != null) {
            record.headers().add(ONLY_FOR, message.onlyFor().value().getBytes(UTF_8));
        }
        if (message.deletes() != null) {
            record.headers().add(DELETES, message.deletes().value().getBytes(UTF_8));
        }
        if (message.expiresAt() > 0) {
            record.headers().add(EXPIRES, bytes(message.expiresAt()));
        }
        return record;
    }

    /** @throws IllegalArgumentException when the record is no message; the text says what is wrong with it */
    public static AcceptedMessage parse(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            throw new IllegalArgumentException("record without %s".formatted(record.key() == null ? "key" : "value"));
        }
        byte @Nullable [] id = null;
        byte @Nullable [] type = null;
        byte @Nullable [] start = null;
        byte @Nullable [] sender = null;
        byte @Nullable [] onlyFor = null;
        byte @Nullable [] deletes = null;
        byte @Nullable [] expires = null;
        for (Header header : record.headers()) {
            switch (header.key()) {
                case ID -> id = header.value();
                case TYPE -> type = header.value();
                case START -> start = header.value();
                case SENDER -> sender = header.value();
                case ONLY_FOR -> onlyFor = header.value();
                case DELETES -> deletes = header.value();
                case EXPIRES -> expires = header.value();
                default -> {} // not for the processor
            }
        }
        return new AcceptedMessage(
                Topic.parse(new String(record.key(), UTF_8)),
                new MessageId(text(id, ID)),
                MessageType.of(text(type, TYPE)),
                number(start, START),
                record.timestamp(),
                sender == null ? null : new UserId(text(sender, SENDER)),
                record.value(),
                onlyFor == null ? null : new UserId(text(onlyFor, ONLY_FOR)),
                deletes == null ? null : new MessageId(text(deletes, DELETES)),
                expires == null ? 0 : number(expires, EXPIRES));
    }

    /**
     * {@link Route#since()} of the route that a record took.
     *
     * @throws IllegalArgumentException when the record's header is no number
     */
    public static long routedSince(ConsumerRecord<byte[], byte[]> record) {
        @Nullable Header header = record.headers().lastHeader(ROUTED_SINCE);
        return header == null ? 0 : number(header.value(), ROUTED_SINCE);
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static long number(byte @Nullable [] value, String name) {
        byte[] bytes = required(value, name);
        if (bytes.length != Long.BYTES) {
            throw new IllegalArgumentException(
                    "header %s of %d bytes (expected: %d)".formatted(name, bytes.length, Long.BYTES));
        }
        return ByteBuffer.wrap(bytes).getLong();
    }

    private static String text(byte @Nullable [] value, String name) {
        return new String(required(value, name), UTF_8);
    }

    private static byte[] required(byte @Nullable [] value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("record without header " + name);
        }
        return value;
    }
}
