package live.danmaku.frontend.moderation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.frontend.room.Rooms;
import live.danmaku.model.room.Moderation;
import live.danmaku.model.room.Room;
import live.danmaku.web.limit.RateLimits;
import live.danmaku.web.ops.StaffChanges;
import live.danmaku.web.token.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;

/** Shows and changes what moderators have set for a room. */
@Tag(name = "Moderation")
@RestController
public final class ModerationController {

    private final RateLimits limits;
    private final Rooms rooms;
    private final Moderations moderations;
    private final ModerationReader reader;
    private final StaffChanges changes;

    public ModerationController(
            RateLimits limits, Rooms rooms, Moderations moderations, ModerationReader reader, StaffChanges changes) {
        this.limits = limits;
        this.rooms = rooms;
        this.moderations = moderations;
        this.reader = reader;
        this.changes = changes;
    }

    @Operation(summary = "A room's moderation", description = "For its host, moderators and ops.")
    @GetMapping("/v1/rooms/{room}/moderation")
    CompletionStage<ModerationBody> show(@PathVariable String room, @Parameter(hidden = true) Caller caller) {
        return rooms.require(room).thenCompose(found -> {
            ModeratorRights.require(caller, found, "reading a room's moderation");
            return moderations.read(found.id()).thenApply(ModerationBody::of);
        });
    }

    @Operation(
            summary = "Change a room's moderation",
            description = "For its host, moderators and ops. Only the fields in the body change; in force everywhere "
                    + "within a second. Answers all that is set. reason is for the audit.")
    @RequestBody(content = @Content(schema = @Schema(implementation = ModerationBody.class)))
    @PutMapping("/v1/rooms/{room}/moderation")
    CompletionStage<ModerationBody> change(
            @PathVariable String room,
            @RequestParam(required = false) @Nullable String reason,
            @Parameter(hidden = true) Caller caller,
            @Parameter(hidden = true) ServerHttpRequest http) {
        limits.check(caller);
        return rooms.require(room).thenCompose(found -> {
            ModeratorRights.require(caller, found, "changing a room's moderation");
            return reader.read(http)
                    .thenCompose(change -> note(caller, found, change, reason)
                            .thenCompose(noted -> moderations.change(found.id(), change::changed))
                            .thenApply(ModerationBody::of));
        });
    }

    /** With how long the lists are: all that is in them may be half a megabyte. */
    private CompletionStage<Void> note(Caller caller, Room room, ModerationBody change, @Nullable String reason) {
        if (caller.uid().equals(room.host().uid())) {
            return CompletableFuture.completedFuture(null);
        }
        return moderations
                .read(room.id())
                .thenCompose(before -> changes.note(
                        caller,
                        room,
                        "moderation of room " + room.id(),
                        outline(before),
                        outline(change.changed(before)),
                        reason));
    }

    private static String outline(Moderation rules) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("slowModeSeconds", rules.slowModeSeconds())
                .put("muted", rules.muted().size())
                .put("banned", rules.banned().size())
                .put("words", rules.words().size())
                .toString();
    }
}
