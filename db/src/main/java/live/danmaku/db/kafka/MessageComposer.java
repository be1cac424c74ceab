package live.danmaku.db.kafka;

import com.github.f4b6a3.ulid.UlidCreator;
import java.io.ByteArrayOutputStream;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Priority;
import live.danmaku.model.Sender;
import live.danmaku.model.Topic;
import live.danmaku.model.room.Room;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a message's JSON, once: these bytes travel through Kafka and Redis to every reader.
 *
 * <p>Shape: {@code {"id","type","priority","room","from":{"uid","name"},"sentAt","at","body":{…}}}; {@code at} = ms since
 * the stream began. Id, type and priority come first, so that they are found without parsing the rest.
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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringProperty("id", id.value());
            out.writeStringProperty("type", type.wireName());
            out.writeStringProperty("priority", priority(type, body).name());
            out.writeStringProperty("room", room.id().value());
            out.writeObjectPropertyStart("from");
            out.writeStringProperty("uid", from.uid().value());
            out.writeStringProperty("name", from.name());
            out.writeEndObject();
            out.writeNumberProperty("sentAt", sentAt);
            out.writeNumberProperty("at", sentAt - room.startedAt());
            out.writeName("body");
            out.writeTree(body);
            out.writeEndObject();
        }
        return new AcceptedMessage(Topic.room(room.id()), id, type, room.startedAt(), now, bytes.toByteArray())
                .from(from.uid());
    }

    private Priority priority(MessageType type, ObjectNode body) {
        return priorities.of(type, type == MessageType.GIFT ? body.path("value").asLong(0) : 0);
    }
}
