package live.danmaku.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Messages of a topic between two places.
 *
 * @param from where it goes on from; null for the newest page
 * @param messages without those that were told before
 * @param leftOut how many the server has left out on purpose
 * @param gap whether messages may be missing
 */
public record Batch(String topic, @Nullable String from, String to, List<Message> messages, int leftOut, boolean gap) {

    public Batch {
        messages = List.copyOf(messages);
    }

    /** As a long connection tells it. */
    static Batch of(JsonNode json) {
        return new Batch(
                json.path("topic").asString(""),
                json.path("from").isString() ? json.path("from").stringValue() : null,
                json.path("to").asString(""),
                messages(json),
                json.path("leftOut").asInt(0),
                json.path("gap").asBoolean(false));
    }

    static List<Message> messages(JsonNode json) {
        List<Message> messages = new ArrayList<>();
        json.path("messages").forEach(message -> messages.add(Message.of(message)));
        return messages;
    }

    Batch with(List<Message> others) {
        return new Batch(topic, from, to, others, leftOut, gap);
    }

    /** Whether it is acknowledged, and sent again until it is. */
    boolean isAcknowledged() {
        return topic.startsWith("user:") || topic.startsWith("device:");
    }
}
