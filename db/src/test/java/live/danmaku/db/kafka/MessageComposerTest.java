package live.danmaku.db.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Priority;
import live.danmaku.model.Sender;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.SomeRooms;
import live.danmaku.model.timeline.MessageHead;
import live.danmaku.model.timeline.StandingTopics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class MessageComposerTest {

    private static final long SENT_AT = SomeRooms.STARTED_AT + 4_200;
    private static final long NOW = SENT_AT + 15;

    private final MessageComposer composer = new MessageComposer(new JsonMapper(), PrioritySettings.DEFAULT);
    private final Room room = SomeRooms.live("r1");

    @Test
    void compose_comment_isExactlyTheseBytes() {
        AcceptedMessage message = compose("Mei \"小美\"", body().put("text", "你好 \uD83D\uDE00 <b>\\"));

        assertThat(new String(message.payload(), UTF_8))
                .isEqualTo("{\"id\":\"m1\",\"type\":\"comment\",\"priority\":\"P3\",\"room\":\"r1\","
                        + "\"from\":{\"uid\":\"42\",\"name\":\"Mei \\\"小美\\\"\"},"
                        + "\"sentAt\":1700000004200,\"at\":4200,"
                        + "\"body\":{\"text\":\"你好 \uD83D\uDE00 <b>\\\\\"}}");
    }

    @ParameterizedTest
    @CsvSource({"1,P2", "1000,P1"})
    void compose_gift_hasThePriorityOfItsValue(long value, String priority) {
        AcceptedMessage message = compose(MessageType.GIFT, "Mei", body().put("value", value));

        assertThat(new String(message.payload(), UTF_8))
                .startsWith("{\"id\":\"m1\",\"type\":\"gift\",\"priority\":\"%s\",".formatted(priority));
    }

    @Test
    void compose_record_tellsWhatTheProcessorNeeds() {
        AcceptedMessage message = compose("Mei", body());

        assertThat(message.topic()).isEqualTo(Topic.room(room.id()));
        assertThat(message.id()).isEqualTo(new MessageId("m1"));
        assertThat(message.type()).isEqualTo(MessageType.COMMENT);
        assertThat(message.streamStart()).isEqualTo(SomeRooms.STARTED_AT);
        assertThat(message.acceptedAt()).isEqualTo(NOW);
    }

    @Test
    void compose_pushToAUser_saysTheTopicAndWhenItExpires() {
        AcceptedMessage message = composer.compose(push(Topic.user(new UserId("7"))), StandingTopics.START, NOW);

        assertThat(new String(message.payload(), UTF_8))
                .isEqualTo("{\"id\":\"m1\",\"type\":\"system\",\"priority\":\"P1\",\"expiresAt\":" + (NOW + 5_000)
                        + ",\"topic\":\"user:7\",\"from\":{\"uid\":\"shop\",\"name\":\"Shop\"},\"sentAt\":" + NOW
                        + ",\"at\":" + (NOW - StandingTopics.START) + ",\"body\":{\"event\":\"invite\"}}");
        assertThat(message.topic()).isEqualTo(Topic.user(new UserId("7")));
        assertThat(message.expiresAt()).isEqualTo(NOW + 5_000);
        assertThat(MessageHead.of(message.payload()).expiresAt()).isEqualTo(NOW + 5_000);
    }

    @Test
    void compose_pushToARoom_staysInItsLog() {
        AcceptedMessage message = composer.compose(push(Topic.room(room.id())), room.startedAt(), NOW);

        assertThat(new String(message.payload(), UTF_8))
                .contains("\"expiresAt\":" + (NOW + 5_000) + ",\"room\":\"r1\",")
                .contains("\"at\":4215,");
        assertThat(message.expiresAt()).isZero();
    }

    private static Push push(Topic to) {
        return new Push(
                new MessageId("m1"),
                to,
                MessageType.SYSTEM,
                Priority.P1,
                Duration.ofSeconds(5),
                new Sender(new UserId("shop"), "Shop"),
                body().put("event", "invite"));
    }

    @Test
    void compose_sameInput_givesTheSameBytes() {
        // A repeat must be the same sorted set member.
        assertThat(compose("Mei", body().put("text", "hi")).payload())
                .isEqualTo(compose("Mei", body().put("text", "hi")).payload());
    }

    @Test
    void newId_manyTimes_neverRepeatsAndSortsByTime() {
        Set<MessageId> ids = new HashSet<>();
        String last = "";
        for (int i = 0; i < 10_000; i++) {
            MessageId id = MessageComposer.newId();
            assertThat(id.value()).isGreaterThan(last);
            last = id.value();
            ids.add(id);
        }
        assertThat(ids).hasSize(10_000);
    }

    private AcceptedMessage compose(String name, ObjectNode body) {
        return compose(MessageType.COMMENT, name, body);
    }

    private AcceptedMessage compose(MessageType type, String name, ObjectNode body) {
        Sender sender = new Sender(new UserId("42"), name);
        return composer.compose(room, sender, type, body, new MessageId("m1"), SENT_AT, NOW);
    }

    private static ObjectNode body() {
        return JsonNodeFactory.instance.objectNode();
    }
}
