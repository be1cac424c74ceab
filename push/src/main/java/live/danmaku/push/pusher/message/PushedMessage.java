package live.danmaku.push.pusher.message;

import java.util.Optional;
import live.danmaku.model.MessageType;
import live.danmaku.model.Priority;
import live.danmaku.model.timeline.MessageHead;
import live.danmaku.model.timeline.StoredMessage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A message on its way to clients.
 *
 * @param place in its topic's timeline
 * @param head what its first bytes say
 * @param payload its JSON as it was stored. Not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying it would cost the hot path
public record PushedMessage(long place, MessageHead head, byte[] payload) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** A message that begins otherwise than ours do is handled like one that matters. */
    public static PushedMessage of(StoredMessage stored) {
        try {
            return new PushedMessage(stored.place(), MessageHead.of(stored.payload()), stored.payload());
        } catch (IllegalArgumentException e) {
            MessageHead unknown = new MessageHead("", MessageType.SYSTEM, Priority.P0, "");
            return new PushedMessage(stored.place(), unknown, stored.payload());
        }
    }

    /** Whether it goes to everybody, however many messages there are: what the system says, large gifts, and all gifts. */
    public boolean isNeverLeftOut() {
        return head.priority().compareTo(Priority.P1) <= 0 || head.type() == MessageType.GIFT;
    }

    /** Whether it goes to sessions, too, that cannot keep up. */
    public boolean isEssential() {
        return head.priority() != Priority.P3 || head.type() == MessageType.GIFT;
    }

    /** The id of the message that this one is the notice of deletion of. */
    public Optional<String> deletes() {
        if (head.type() != MessageType.SYSTEM) {
            return Optional.empty();
        }
        try {
            JsonNode body = JSON.readTree(payload).path("body");
            return body.path("event").asString("").equals("deleted")
                    ? Optional.of(body.path("id").asString(""))
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
