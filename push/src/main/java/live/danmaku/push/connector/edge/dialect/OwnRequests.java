package live.danmaku.push.connector.edge.dialect;

import java.util.Map;
import java.util.function.Consumer;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.edge.connection.Connection;
import live.danmaku.push.connector.edge.connection.Entry;
import live.danmaku.push.connector.session.Admission;
import live.danmaku.push.connector.session.Client;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.link.Encoding;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the requests of our own two dialects mean. They differ in how a request is read and an answer is written. A field
 * that is not what it has to be is an {@link IllegalArgumentException}.
 */
final class OwnRequests {

    private static final int BAD_REQUEST = 400;

    private final JsonMapper json;

    OwnRequests(JsonMapper json) {
        this.json = json;
    }

    void auth(Connection from, Fields auth, Encoding encoding, Consumer<ObjectNode> answer) {
        Entry entry = new Entry(
                encoding,
                auth.optional("ticket", ticket -> ticket),
                false,
                auth.isTrue("acks"),
                auth.optional("room", RoomId::new),
                auth.optional("cursor", Cursor::parse));
        from.enter(entry, admission -> {
            ObjectNode welcome = good().put("session", from.id()).put("heartbeatMs", from.heartbeatMs());
            answer.accept(with(welcome, admission));
        });
    }

    void changeRoom(Connection from, Fields fields, Consumer<ObjectNode> answer) {
        from.changeRoom(fields.required("room", RoomId::new), fields.optional("cursor", Cursor::parse), admission -> {
            CloseReason refusal = admission.refused();
            if (refusal == null) {
                answer.accept(with(good(), admission));
            } else {
                answer.accept(bad(refusal));
                from.close(refusal);
            }
        });
    }

    void subscribe(Connection from, Fields fields, Consumer<ObjectNode> answer) {
        Topic topic = subscribable(fields);
        from.subscribe(topic, fields.optional("cursor", Cursor::parse), admission -> {
            CloseReason refusal = admission.refused();
            answer.accept((refusal == null ? with(good(), admission) : bad(refusal)).put("topic", topic.name()));
        });
    }

    void unsubscribe(Connection from, Fields fields, Consumer<ObjectNode> answer) {
        Topic topic = subscribable(fields);
        from.unsubscribe(topic);
        answer.accept(good().put("topic", topic.name()));
    }

    private static Topic subscribable(Fields fields) {
        Topic topic = fields.required("topic", Topic::parse);
        if (topic.isAcknowledged() || topic.equals(Topic.ALL)) {
            throw new IllegalArgumentException("topic: '%s' (expected: room:<id> or area:<name>)".formatted(topic));
        }
        return topic;
    }

    /** @return what was acknowledged, as an answer */
    ObjectNode acknowledge(Connection from, Fields fields) {
        Topic topic = fields.required("topic", Topic::parse);
        Cursor cursor = fields.required("cursor", Cursor::parse);
        if (!isOwn(topic, from.client())) {
            throw new IllegalArgumentException(
                    "topic: '%s' (expected: that of the session's own user or device)".formatted(topic));
        }
        from.acknowledge(topic, cursor);
        return good().put("topic", topic.name()).put("cursor", cursor.toString());
    }

    private static boolean isOwn(Topic topic, Client client) {
        return client.user() != null && topic.equals(Topic.user(client.user().uid()))
                || client.device() != null && topic.name().equals("device:" + client.device());
    }

    /** What a client is told that asked for something that cannot be. */
    ObjectNode bad(IllegalArgumentException mistake) {
        return json.createObjectNode().put("code", BAD_REQUEST).put("reason", mistake.getMessage());
    }

    private ObjectNode bad(CloseReason refusal) {
        return json.createObjectNode().put("code", refusal.code()).put("reason", refusal.text());
    }

    private ObjectNode good() {
        return json.createObjectNode().put("code", 0);
    }

    private static ObjectNode with(ObjectNode answer, Admission admission) {
        ObjectNode cursors = answer.putObject("cursors");
        for (Map.Entry<Topic, Cursor> place : admission.cursors().entrySet()) {
            cursors.put(place.getKey().name(), place.getValue().toString());
        }
        return answer;
    }

    /** A batch without messages that says how many are missing. */
    ObjectNode leftOut(Topic topic, Cursor after, Cursor upTo, int messages, boolean gap) {
        ObjectNode batch = json.createObjectNode()
                .put("topic", topic.name())
                .put("from", after.toString())
                .put("to", upTo.toString());
        batch.putArray("messages");
        batch.put("leftOut", messages);
        if (gap) {
            batch.put("gap", true);
        }
        return batch;
    }
}
