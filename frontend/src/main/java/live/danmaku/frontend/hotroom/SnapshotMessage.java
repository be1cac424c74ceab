package live.danmaku.frontend.hotroom;

import java.util.Optional;
import live.danmaku.model.MessageType;
import live.danmaku.model.Priority;
import live.danmaku.model.UserId;
import live.danmaku.model.timeline.MessageHead;
import live.danmaku.model.timeline.StoredMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A message of a snapshot and what has to be known of it to choose among many. */
record SnapshotMessage(StoredMessage stored, MessageHead head) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** A message that begins otherwise than ours do is kept like one that matters. */
    static SnapshotMessage of(StoredMessage stored) {
        try {
            return new SnapshotMessage(stored, MessageHead.of(stored.payload()));
        } catch (IllegalArgumentException e) {
            return new SnapshotMessage(stored, new MessageHead("", MessageType.SYSTEM, Priority.P0, ""));
        }
    }

    /** Whether it is in every page, however many there are. */
    boolean isNeverLeftOut() {
        return head.priority().compareTo(Priority.P1) <= 0;
    }

    boolean isFrom(@Nullable UserId viewer) {
        return viewer != null && head.sender().equals(viewer.value());
    }

    /** The id of the message that this one is the notice of deletion of. */
    Optional<String> deletes() {
        if (head.type() != MessageType.SYSTEM) {
            return Optional.empty();
        }
        try {
            JsonNode body = JSON.readTree(stored.payload()).path("body");
            return body.path("event").asString("").equals("deleted")
                    ? Optional.of(body.path("id").asString(""))
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
