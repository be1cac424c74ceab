package live.danmaku.db.kafka;

import com.github.f4b6a3.ulid.UlidCreator;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Priority;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.Topic;
import live.danmaku.model.room.Room;
import live.danmaku.model.timeline.StandingTopics;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a message's JSON, once: these bytes travel through Kafka and Redis to every reader.
 *
 * <p>Shape: {@code {"id","type","priority","room","from":{"uid","name"},"sentAt","at","body":{…}}}; {@code at} = ms since
 * the stream began. Id, type and priority come first, so that they are found without parsing the rest. A message that a
 * service pushes has {@code "expiresAt"} after them, and one for no room {@code "topic"} in place of {@code "room"}.
 */
public final class MessageComposer {

    private final JsonMapper json;
    private final PrioritySettings priorities;

    public MessageComposer(JsonMapper json, PrioritySettings priorities) {
        this.json = json;
        this.priorities = priorities;
    }

    /** An id that no other message has; ids sort by time. */
    public static MessageId newId() {
        return new MessageId(UlidCreator.getMonotonicUlid().toLowerCase());
    }

    /**
     * @param sentAt when the message was sent, in ms since 1970
     * @param now when it is accepted, in ms since 1970
     */
    public AcceptedMessage compose(
            Room room, Sender from, MessageType type, ObjectNode body, MessageId id, long sentAt, long now) {
        Topic topic = Topic.room(room.id());
        Priority priority = priorities.of(
                type, type == MessageType.GIFT ? body.path("value").asLong(0) : 0);
        byte[] payload = write(id, type, priority, 0, topic, from, sentAt, room.startedAt(), body);
        return new AcceptedMessage(topic, id, type, room.startedAt(), now, payload).from(from.uid());
    }

    /**
     * A message that a service pushes. In a room's log it stays as all others do; in other topics until it expires.
     *
     * @param start when the topic's stream began, in ms since 1970: a room's, or {@link StandingTopics#START}
     * @param now when it is accepted, in ms since 1970
     */
    public AcceptedMessage compose(Push push, long start, long now) {
        long expiresAt = now + push.ttl().toMillis();
        byte[] payload = write(
                push.id(), push.type(), push.priority(), expiresAt, push.to(), push.from(), now, start, push.body());
        AcceptedMessage message = new AcceptedMessage(push.to(), push.id(), push.type(), start, now, payload)
                .from(push.from().uid());
        return push.to().asRoom().isPresent() ? message : message.until(expiresAt);
    }

    /** @param expiresAt in ms since 1970; 0: never */
    private byte[] write(
            MessageId id,
            MessageType type,
            Priority priority,
            long expiresAt,
            Topic topic,
            Sender from,
            long sentAt,
            long start,
            ObjectNode body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringProperty("id", id.value());
            out.writeStringProperty("type", type.wireName());
            out.writeStringProperty("priority", priority.name());
            if (expiresAt > 0) {
                out.writeNumberProperty("expiresAt", expiresAt);
            }
            Optional<RoomId> room = topic.asRoom();
            if (room.isPresent()) {
                out.writeStringProperty("room", room.get().value());
            } else {
                out.writeStringProperty("topic", topic.name());
            }
            out.writeObjectPropertyStart("from");
            out.writeStringProperty("uid", from.uid().value());
            out.writeStringProperty("name", from.name());
            out.writeEndObject();
            out.writeNumberProperty("sentAt", sentAt);
            out.writeNumberProperty("at", sentAt - start);
            out.writeName("body");
            out.writeTree(body);
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
