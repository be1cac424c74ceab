package live.danmaku.frontend.lobby;

import com.github.f4b6a3.ulid.UlidCreator;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.db.kafka.MessageComposer;
import live.danmaku.frontend.room.Rooms;
import live.danmaku.model.MessagePublisher;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.SafeText;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.room.RoomStore;
import live.danmaku.web.limit.RateLimits;
import live.danmaku.web.ops.StaffChanges;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Starts, shows and ends rooms. */
@Tag(name = "Rooms")
@RestController
public final class RoomController {

    private static final int MOST_TITLE_CHARACTERS = 100;
    private static final int MOST_AREA_CHARACTERS = 32;

    private final RoomStore store;
    private final HostLimits hosts;
    private final StaffChanges changes;
    private final Rooms rooms;
    private final ListedRooms listed;
    private final RateLimits limits;
    private final MessageComposer composer;
    private final MessagePublisher publisher;
    private final Clock clock;

    public RoomController(
            RoomStore store,
            HostLimits hosts,
            StaffChanges changes,
            Rooms rooms,
            ListedRooms listed,
            RateLimits limits,
            MessageComposer composer,
            MessagePublisher publisher,
            Clock clock) {
        this.store = store;
        this.hosts = hosts;
        this.changes = changes;
        this.rooms = rooms;
        this.listed = listed;
        this.limits = limits;
        this.composer = composer;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** The body of a start; {@code room} is made up when missing. */
    record StartRequest(
            @Nullable String title,
            @Nullable String area,
            @Nullable String room) {}

    @Operation(
            summary = "Start a stream's room; the caller is its host",
            description =
                    "What is pushed to `area:<name>` reaches the rooms of that area, if its name is made of letters,"
                            + " digits, `_ - . &` and single spaces.")
    @PostMapping("/v1/rooms")
    @ResponseStatus(HttpStatus.CREATED)
    CompletionStage<RoomAnswer> start(@RequestBody StartRequest request, @Parameter(hidden = true) Caller caller) {
        limits.check(caller);
        Room room = new Room(
                new RoomId(request.room() == null ? newRoomId() : request.room()),
                line("title", request.title(), 1, MOST_TITLE_CHARACTERS),
                line("area", request.area() == null ? "" : request.area(), 0, MOST_AREA_CHARACTERS),
                caller.sender(),
                RoomState.LIVE,
                clock.millis(),
                null);
        return hosts.within(caller, () -> store.create(room)).thenApply(created -> {
            if (!created) {
                throw ApiException.conflict("room '%s' exists (expected: a new id)".formatted(room.id()));
            }
            rooms.changed(room.id());
            listed.changed();
            return RoomAnswer.of(room, null);
        });
    }

    @Operation(summary = "Rooms in a state, newest first")
    @GetMapping("/v1/rooms")
    CompletionStage<List<RoomAnswer>> list(@RequestParam(defaultValue = "live") String state) {
        return listed.in(RoomState.of(state));
    }

    @Operation(summary = "One room")
    @GetMapping("/v1/rooms/{room}")
    CompletionStage<RoomAnswer> show(@PathVariable String room) {
        return rooms.require(room).thenCompose(listed::withOnline);
    }

    /** The body of an end, which may be missing. */
    record EndRequest(@Nullable String reason) {}

    @Operation(
            summary = "End a stream",
            description =
                    "For its host and for ops, who may give a reason for the audit. 409 when it has ended before.")
    @PostMapping("/v1/rooms/{room}/end")
    @ResponseStatus(HttpStatus.ACCEPTED)
    CompletionStage<RoomAnswer> end(
            @PathVariable String room,
            @RequestBody(required = false) @Nullable EndRequest request,
            @Parameter(hidden = true) Caller caller) {
        limits.check(caller);
        return rooms.require(room).thenCompose(found -> {
            if (!caller.uid().equals(found.host().uid())) {
                caller.requireAny("ending a room of somebody else", Role.OPS);
            }
            String reason = request == null ? null : request.reason();
            return requireLive(found)
                    .thenCompose(live ->
                            changes.note(caller, live, "end room " + live.id(), "\"live\"", "\"archiving\"", reason))
                    .thenCompose(noted -> end(found, caller));
        });
    }

    /** What has ended already is not in the audit again. */
    private static CompletionStage<Room> requireLive(Room room) {
        return room.state() == RoomState.LIVE
                ? CompletableFuture.completedFuture(room)
                : CompletableFuture.failedFuture(notLive(room));
    }

    private static ApiException notLive(Room room) {
        return ApiException.conflict("room %s is %s (expected: live)"
                .formatted(room.id(), room.state().wireName()));
    }

    private CompletionStage<RoomAnswer> end(Room room, Caller caller) {
        long now = clock.millis();
        return store.advance(room.id(), RoomState.LIVE, RoomState.ARCHIVING, now)
                .thenCompose(moved -> {
                    rooms.changed(room.id());
                    listed.changed();
                    if (!moved) {
                        throw notLive(room);
                    }
                    ObjectNode body = JsonNodeFactory.instance.objectNode().put("event", "ended");
                    return publisher
                            .publish(composer.compose(
                                    room, caller.sender(), MessageType.SYSTEM, body, MessageComposer.newId(), now, now))
                            // The state says it as well, so the notice may be missing.
                            .exceptionally(failure -> null)
                            .thenCompose(told -> rooms.require(room.id().value()))
                            .thenApply(ended -> RoomAnswer.of(ended, null));
                });
    }

    private static String line(String what, @Nullable String text, int least, int most) {
        String line = text == null ? "" : SafeText.clean(text).strip();
        boolean severalLines = text != null && text.strip().chars().anyMatch(Character::isISOControl);
        if (line.length() < least || line.length() > most || severalLines) {
            throw ApiException.badRequest(
                    "%s: '%s' (expected: %d to %d characters on one line)".formatted(what, line, least, most));
        }
        return line;
    }

    /** Not to be guessed from other rooms' ids. */
    private static String newRoomId() {
        return UlidCreator.getUlid().toLowerCase();
    }
}
