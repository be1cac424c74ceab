package live.danmaku.playback.replay;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.archive.ArchiveWriter;
import live.danmaku.model.room.Room;
import live.danmaku.playback.slice.FinishedStreams;
import live.danmaku.web.limit.RateLimits;
import live.danmaku.web.ops.StaffChanges;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Deletes messages of finished streams. */
@Tag(name = "Replay")
@RestController
public final class ReplayDeletionController {

    private final RateLimits limits;
    private final FinishedStreams streams;
    private final ArchiveWriter archive;
    private final StaffChanges changes;

    public ReplayDeletionController(
            RateLimits limits, FinishedStreams streams, ArchiveWriter archive, StaffChanges changes) {
        this.limits = limits;
        this.streams = streams;
        this.archive = archive;
        this.changes = changes;
    }

    /** The answer: the message is gone. */
    record Deleted(String room, String id) {}

    @Operation(
            summary = "Delete a message of a finished stream",
            description = "For the room's host, moderators and ops. It is gone from new answers within two seconds; "
                    + "caches on the way may keep old ones for as long as these said. reason is for the audit.")
    @DeleteMapping("/v1/replays/{room}/messages/{id}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    CompletionStage<Deleted> delete(
            @PathVariable String room,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String reason,
            @Parameter(hidden = true) Caller caller) {
        limits.check(caller);
        MessageId message = new MessageId(id);
        return streams.require(room).thenCompose(stream -> {
            require(caller, stream.room());
            String what = "delete message %s of replay %s".formatted(id, room);
            return changes.note(caller, stream.room(), what, "\"there\"", "null", reason)
                    .thenCompose(noted -> archive.delete(stream.room().id(), message))
                    .thenApply(gone -> {
                        if (!gone) {
                            throw ApiException.notFound(
                                    "no message '%s' in room %s (expected: one that is there)".formatted(id, room));
                        }
                        streams.changed(stream.room().id());
                        return new Deleted(room, id);
                    });
        });
    }

    private static void require(Caller caller, Room room) {
        if (!caller.uid().equals(room.host().uid()) && !caller.hasAny(Role.MODERATOR, Role.OPS)) {
            throw ApiException.forbidden(
                    "deleting a message needs the role moderator or ops, or to be the room's host");
        }
    }
}
