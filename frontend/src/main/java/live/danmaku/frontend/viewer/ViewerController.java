package live.danmaku.frontend.viewer;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.frontend.room.Rooms;
import live.danmaku.model.UserId;
import live.danmaku.model.room.Presence;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.web.limit.RateLimits;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets viewers enter and leave a room, and lists them. */
@Tag(name = "Viewers")
@RestController
public final class ViewerController {

    private static final int MOST_LISTED = 500;

    private final RateLimits limits;
    private final Rooms rooms;
    private final Presence presence;
    private final Entrance entrance;

    public ViewerController(Rooms rooms, Presence presence, Entrance entrance, RateLimits limits) {
        this.limits = limits;
        this.rooms = rooms;
        this.presence = presence;
        this.entrance = entrance;
    }

    record Viewer(String uid, String name) {}

    record Viewers(String room, long online, List<Viewer> viewers) {}

    @Operation(
            summary = "Enter a room",
            description = "Answers the first viewers. The room is told once; polling with the token, or calling again, "
                    + "keeps the caller there.")
    @PostMapping("/v1/rooms/{room}/viewers")
    CompletionStage<Viewers> enter(@PathVariable String room, @Parameter(hidden = true) Caller caller) {
        limits.check(caller);
        return rooms.require(room).thenCompose(found -> {
            if (found.state() != RoomState.LIVE) {
                throw ApiException.conflict("room %s is %s (expected: live)"
                        .formatted(room, found.state().wireName()));
            }
            return entrance.enter(found, caller.sender()).thenCompose(told -> viewers(found, 0, 100));
        });
    }

    @Operation(summary = "Leave a room")
    @DeleteMapping("/v1/rooms/{room}/viewers")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    CompletionStage<Void> leave(@PathVariable String room, @Parameter(hidden = true) Caller caller) {
        limits.check(caller);
        UserId viewer = caller.uid();
        return rooms.require(room)
                .thenCompose(found -> presence.leave(found.id(), viewer)
                        .thenCompose(left -> left.isPresent() ? entrance.tell(found, left.get()) : done()));
    }

    @Operation(summary = "Viewers of a room, in the order they entered")
    @GetMapping("/v1/rooms/{room}/viewers")
    CompletionStage<Viewers> list(
            @PathVariable String room,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        if (limit < 1 || limit > MOST_LISTED) {
            throw ApiException.badRequest("limit: %d (expected: 1-%d)".formatted(limit, MOST_LISTED));
        }
        if (offset < 0) {
            throw ApiException.badRequest("offset: %d (expected: 0 or more)".formatted(offset));
        }
        return rooms.require(room).thenCompose(found -> viewers(found, offset, limit));
    }

    private CompletionStage<Viewers> viewers(Room room, int offset, int limit) {
        return presence.list(room.id(), offset, limit)
                .thenCombine(
                        presence.count(room.id()),
                        (list, online) -> new Viewers(
                                room.id().value(),
                                online,
                                list.stream()
                                        .map(viewer -> new Viewer(viewer.uid().value(), viewer.name()))
                                        .toList()));
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }
}
