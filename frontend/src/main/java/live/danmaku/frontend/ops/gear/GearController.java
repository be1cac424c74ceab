package live.danmaku.frontend.ops.gear;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import live.danmaku.frontend.room.Rooms;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.Gear;
import live.danmaku.model.room.Room;
import live.danmaku.web.ops.ChangeReason;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows gears and pins them. */
@Tag(name = "Ops")
@RestController
public final class GearController {

    private final Rooms rooms;
    private final GearRows rows;
    private final GearPins pins;

    public GearController(Rooms rooms, GearRows rows, GearPins pins) {
        this.rooms = rooms;
        this.rows = rows;
        this.pins = pins;
    }

    record Pinned(String room, String type, int gear, long pinnedUntil, long version) {}

    record Unpinned(long version) {}

    @Operation(
            summary = "Gears with what was measured, the highest first",
            description =
                    "All flows that were ever in another gear, carry messages now, or are pinned; only those of a "
                            + "room or of a type when asked for.")
    @GetMapping("/v1/ops/gears")
    CompletionStage<List<GearRow>> list(
            @RequestParam(required = false) @Nullable String room,
            @RequestParam(required = false) @Nullable String type,
            @Parameter(hidden = true) Caller caller) {
        caller.requireAny("reading gears", Role.OPS);
        Predicate<Flow> ofRoom =
                room == null ? flow -> true : flow -> GearRow.room(flow).equals(room);
        @Nullable MessageType wanted = type == null ? null : MessageType.of(type);
        return rows.list(ofRoom.and(flow -> wanted == null || flow.type() == wanted));
    }

    @Operation(
            summary = "Pin a gear",
            description =
                    "For 1 s to 24 h. Processors follow within a second, and choose again when the pin has ended.")
    @PutMapping("/v1/ops/gears/{room}/{type}")
    CompletionStage<Pinned> pin(
            @PathVariable String room,
            @PathVariable String type,
            @RequestBody PinRequest request,
            @Parameter(hidden = true) Caller caller) {
        caller.requireAny("pinning a gear", Role.OPS);
        return rooms.require(room).thenCompose(found -> {
            Flow flow = flow(found, type);
            Gear gear = request.chosen();
            Duration length = request.length();
            return pins.pin(flow, gear, length, caller.uid(), ChangeReason.of(request.reason()))
                    .thenApply(done ->
                            new Pinned(room, flow.type().wireName(), gear.number(), done.until(), done.version()));
        });
    }

    @Operation(summary = "End a pin")
    @DeleteMapping("/v1/ops/gears/{room}/{type}")
    CompletionStage<Unpinned> unpin(
            @PathVariable String room,
            @PathVariable String type,
            @RequestParam(required = false) @Nullable String reason,
            @Parameter(hidden = true) Caller caller) {
        caller.requireAny("ending a gear's pin", Role.OPS);
        return rooms.require(room)
                .thenCompose(found -> pins.unpin(flow(found, type), caller.uid(), ChangeReason.of(reason)))
                .thenApply(Unpinned::new);
    }

    private static Flow flow(Room room, String type) {
        return new Flow(Topic.room(room.id()), MessageType.of(type));
    }
}
