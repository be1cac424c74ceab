package live.danmaku.db.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.gear.Route;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class MessageRecordsTest {

    private final AcceptedMessage message = new AcceptedMessage(
            Topic.room(new RoomId("r1")),
            new MessageId("m1"),
            MessageType.GIFT,
            1_700_000_000_000L,
            1_700_000_012_345L,
            "{\"id\":\"m1\"}".getBytes(UTF_8));

    @Test
    void parse_whatOfWrote_isTheSameMessage() {
        AcceptedMessage read = MessageRecords.parse(received(MessageRecords.of(message, 0, Route.HOME)));

        assertThat(read).usingRecursiveComparison().isEqualTo(message);
    }

    @Test
    void parse_messageForOneUserOrNoticeOfDeletion_isTheSame() {
        AcceptedMessage silent = new AcceptedMessage(
                message.topic(),
                message.id(),
                MessageType.COMMENT,
                1,
                2,
                new UserId("ann"),
                message.payload(),
                new UserId("ann"),
                null,
                0);
        AcceptedMessage notice = message.deleting(new MessageId("m0"));

        assertThat(MessageRecords.parse(received(MessageRecords.of(silent, 0, Route.HOME))))
                .usingRecursiveComparison()
                .isEqualTo(silent);
        assertThat(MessageRecords.parse(received(MessageRecords.of(notice, 0, Route.HOME))))
                .usingRecursiveComparison()
                .isEqualTo(notice);
    }

    @Test
    void parse_messageThatExpires_isTheSame() {
        AcceptedMessage pushed = message.until(1_700_000_099_999L);

        assertThat(MessageRecords.parse(received(MessageRecords.of(pushed, 0, Route.HOME))))
                .usingRecursiveComparison()
                .isEqualTo(pushed);
    }

    @Test
    void parse_otherTypeForOneUser_isUnreadable() {
        ProducerRecord<byte[], byte[]> record = MessageRecords.of(message, 0, Route.HOME);
        record.headers().add("only-for", "ann".getBytes(UTF_8));

        assertThatThrownBy(() -> MessageRecords.parse(received(record)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gift for one user only (expected: a comment)");
    }

    @Test
    void of_keyIsTheTopic_soThatARoomStaysOnOnePartition() {
        assertThat(MessageRecords.of(message, 0, Route.HOME).key())
                .asString(UTF_8)
                .isEqualTo("room:r1");
    }

    @Test
    void parse_headerMissing_saysWhich() {
        for (String header : new String[] {"id", "type", "start"}) {
            ProducerRecord<byte[], byte[]> record = MessageRecords.of(message, 0, Route.HOME);
            record.headers().remove(header);

            assertThatThrownBy(() -> MessageRecords.parse(received(record)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("record without header " + header);
        }
    }

    @Test
    void parse_unknownTypeOrTopicOrId_saysTheValue() {
        ProducerRecord<byte[], byte[]> record = MessageRecords.of(message, 0, Route.HOME);
        record.headers().remove("type").add("type", "poem".getBytes(UTF_8));
        assertThatThrownBy(() -> MessageRecords.parse(received(record))).hasMessageContaining("'poem'");

        ProducerRecord<byte[], byte[]> elsewhere =
                new ProducerRecord<>("t", null, 1L, "planet:mars".getBytes(UTF_8), record.value(), record.headers());
        assertThatThrownBy(() -> MessageRecords.parse(received(elsewhere))).hasMessageContaining("'planet:mars'");
    }

    @Test
    void parse_withoutKeyOrValue_saysSo() {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("t", null, 1L, null, new byte[1]);
        assertThatThrownBy(() -> MessageRecords.parse(received(record))).hasMessage("record without key");
    }

    private static ConsumerRecord<byte[], byte[]> received(ProducerRecord<byte[], byte[]> sent) {
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                7,
                sent.timestamp(),
                TimestampType.CREATE_TIME,
                0,
                0,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
    }
}
