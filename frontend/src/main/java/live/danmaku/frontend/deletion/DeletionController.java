package live.danmaku.frontend.deletion;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import live.danmaku.db.kafka.MessageComposer;
import live.danmaku.frontend.moderation.ModeratorRights;
import live.danmaku.frontend.room.AcceptingRooms;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessagePublisher;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.timeline.MessageFinder;
import live.danmaku.web.limit.RateLimits;
import live.danmaku.web.ops.StaffChanges;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Deletes messages. The deletion travels the way of all messages, as the notice that tells live screens, so it comes
 * again with everything else when a timeline is read again or rebuilt from Kafka.
 */
@Tag(name = "Moderation")
@RestController
public final class DeletionController {

    private final RateLimits limits;
    private final AcceptingRooms rooms;
    private final MessageFinder messages;
    private final MessageComposer composer;
    private final MessagePublisher publisher;
    private final StaffChanges changes;
    private final Clock clock;

    public DeletionController(
            RateLimits limits,
            AcceptingRooms rooms,
            MessageFinder messages,
            MessageComposer composer,
            MessagePublisher publisher,
            StaffChanges changes,
            Clock clock) {
        this.limits = limits;
        this.rooms = rooms;
        this.messages = messages;
        this.composer = composer;
        this.publisher = publisher;
        this.changes = changes;
        this.clock = clock;
    }

    /** The answer: the message will be gone, and the room told. */
    record Deleted(String room, String id) {}

    @Operation(
            summary = "Delete a message",
            description = "For the room's host, moderators and ops. 202 once it is safe that the message goes; readers "
                    + "get a system message {\"event\":\"deleted\",\"id\"}. reason is for the audit.")
    @DeleteMapping("/v1/rooms/{room}/messages/{id}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    CompletionStage<Deleted> delete(
            @PathVariable String room,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String reason,
            @Parameter(hidden = true) Caller caller) {
        limits.check(caller);
        MessageId message = new MessageId(id);
        return rooms.require(room).thenCompose(known -> {
            Room found = known.room();
            ModeratorRights.require(caller, found, "deleting a message");
            if (found.state() != RoomState.LIVE) {
                throw ApiException.conflict("room %s is %s (expected: live)"
                        .formatted(room, found.state().wireName()));
            }
            return messages.find(Topic.room(found.id()), message).thenCompose(there -> {
                if (there.isEmpty()) {
                    throw ApiException.notFound(
                            "no message '%s' in room %s (expected: one that is there)".formatted(id, room));
                }
                String what = "delete message %s of room %s".formatted(id, room);
                return changes.note(caller, found, what, "\"there\"", "null", reason)
                        .thenCompose(noted -> publisher.publish(notice(found, message, caller)))
                        .thenApply(safe -> {
                            rooms.requireInTime(known, message);
                            return new Deleted(room, id);
                        });
            });
        });
    }

    private AcceptedMessage notice(Room room, MessageId deleted, Caller caller) {
        long now = clock.millis();
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("event", "deleted").put("id", deleted.value());
        return composer.compose(room, caller.sender(), MessageType.SYSTEM, body, MessageComposer.newId(), now, now)
                .deleting(deleted);
    }
}
