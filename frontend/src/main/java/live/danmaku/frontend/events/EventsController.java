package live.danmaku.frontend.events;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.frontend.room.Rooms;
import live.danmaku.frontend.viewer.Entrance;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.room.Room;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineReader;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableChannel;
import reactor.netty.http.server.HttpServerResponse;

/** Tells a room by server-sent events. */
@Tag(name = "Messages")
@RestController
public final class EventsController {

    private static final Duration SWITCHED_OFF = Duration.ofSeconds(10);
    private static final Set<MessageType> ALL = Set.of(MessageType.values());

    private final Rooms rooms;
    private final TimelineReader timeline;
    private final RoomFeeds feeds;
    private final OpenStreams open;
    private final Entrance entrance;
    private final ClientAddresses addresses;
    private final SwitchWatch switches;

    EventsController(
            Rooms rooms,
            TimelineReader timeline,
            RoomFeeds feeds,
            OpenStreams open,
            Entrance entrance,
            ClientAddresses addresses,
            SwitchWatch switches) {
        this.rooms = rooms;
        this.timeline = timeline;
        this.feeds = feeds;
        this.open = open;
        this.entrance = entrance;
        this.addresses = addresses;
        this.switches = switches;
    }

    @Operation(
            summary = "Follow a room by server-sent events",
            description = """
                    The step between the long connection and polling, for networks that break WebSockets. Each event without a
                    name is a batch: its id is the cursor after it, its data {"topic","from","to","messages":[…],"leftOut":0,
                    "gap":false}. Who sends the last id back as Last-Event-ID (browsers do so by themselves) or as after gets
                    every later message once, or is told gap; from is the to before it. Without both: the newest page first,
                    with from null; after=start: from the oldest kept.

                    Other events: room {"state","online"} when one of them has changed; close {"code","reason","reconnect",
                    "afterMs"} before the server ends the stream, with the codes of the long connection (4000 going away, 4001
                    the client is too slow and comes back with its cursor, 4007 poll instead); end {"state"} when the stream of
                    the room is over. Comments come at least every 15 s. With a token the caller enters the room and stays in it
                    while the stream is open.""",
            responses = {
                @ApiResponse(
                        responseCode = "200",
                        description = "Events, until the room has ended",
                        content =
                                @Content(
                                        mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                                        schema = @Schema(type = "string"))),
                @ApiResponse(
                        responseCode = "204",
                        description = "The room has ended and the caller has everything; a browser does not come back",
                        content = @Content),
                @ApiResponse(responseCode = "400", description = "No cursor"),
                @ApiResponse(responseCode = "404", description = "No such room"),
                @ApiResponse(responseCode = "429", description = "Too many streams of this address"),
                @ApiResponse(
                        responseCode = "503",
                        description = "Long connections are switched off, or there are too many")
            })
    @GetMapping(path = "/v1/rooms/{room}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<Void> events(
            @PathVariable String room,
            @RequestParam(required = false) @Nullable String after,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @Parameter(hidden = true) Optional<Caller> caller,
            @Parameter(hidden = true) ServerHttpRequest http,
            @Parameter(hidden = true) ServerHttpResponse response) {
        if (!switches.inForce().push()) {
            throw ApiException.unavailable("long connections are switched off (expected: polling)", SWITCHED_OFF);
        }
        // What a browser repeats by itself is newer than what the page once wrote into the address.
        ReadFrom from = place(lastEventId == null || lastEventId.isEmpty() ? after : lastEventId);
        return Mono.fromCompletionStage(() -> rooms.require(room))
                .flatMap(found -> Mono.fromCompletionStage(() -> hasEverything(found, from))
                        .flatMap(all -> all ? nothingMore(response) : follow(found, from, caller, http, response)));
    }

    private static ReadFrom place(@Nullable String after) {
        if (after == null || after.isEmpty()) {
            return new ReadFrom.Newest();
        }
        return after.equals("start") ? new ReadFrom.Start() : new ReadFrom.After(Cursor.parse(after));
    }

    /** Whether the room has ended, and nothing is left to tell. */
    private CompletionStage<Boolean> hasEverything(Room room, ReadFrom from) {
        if (room.state() != RoomState.ENDED || !(from instanceof ReadFrom.After)) {
            return CompletableFuture.completedFuture(false);
        }
        return timeline.read(new ReadRequest(Topic.room(room.id()), from, ALL, 1))
                .thenApply(result -> result instanceof ReadResult.Page page
                        && page.messages().isEmpty());
    }

    private static Mono<Void> nothingMore(ServerHttpResponse response) {
        response.setStatusCode(HttpStatus.NO_CONTENT);
        return response.setComplete();
    }

    private Mono<Void> follow(
            Room room, ReadFrom from, Optional<Caller> caller, ServerHttpRequest http, ServerHttpResponse response) {
        Mono<Void> entered = room.state() == RoomState.LIVE
                ? Mono.justOrEmpty(caller)
                        .flatMap(viewer -> Mono.fromCompletionStage(() -> entrance.enter(room, viewer.sender())))
                : Mono.empty();
        return entered.then(Mono.defer(() -> {
            Runnable giveBack = open.take(addresses.of(http));
            EventStream stream =
                    feeds.open(room.id(), from, caller.map(Caller::uid).orElse(null), () -> hangUp(response));
            return write(stream, response).doFinally(signal -> giveBack.run());
        }));
    }

    private static Mono<Void> write(EventStream stream, ServerHttpResponse response) {
        response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
        response.getHeaders().setCacheControl(CacheControl.noStore());
        response.getHeaders().set("X-Accel-Buffering", "no"); // proxies that collect answers would hold events back
        DataBufferFactory buffers = response.bufferFactory();
        return response.writeAndFlushWith(stream.events().map(event -> event.map(buffers::wrap)));
    }

    private static void hangUp(ServerHttpResponse response) {
        if (response instanceof AbstractServerHttpResponse netty) {
            HttpServerResponse connection = netty.getNativeResponse();
            connection.withConnection(DisposableChannel::dispose);
        }
    }
}
