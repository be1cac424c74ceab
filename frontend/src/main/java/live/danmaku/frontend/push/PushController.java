package live.danmaku.frontend.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.db.kafka.MessageComposer;
import live.danmaku.db.kafka.Push;
import live.danmaku.frontend.room.AcceptingRooms;
import live.danmaku.frontend.room.KnownRoom;
import live.danmaku.frontend.send.MessageBodies;
import live.danmaku.frontend.send.TypeSwitches;
import live.danmaku.model.MessagePublisher;
import live.danmaku.model.MessageType;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.room.RoomState;
import live.danmaku.model.timeline.StandingTopics;
import live.danmaku.web.limit.Buckets;
import live.danmaku.web.limit.RateLimits;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes what business services push, to whatever audience, and answers 202 once it is safe. */
@Tag(name = "Push")
@RestController
public final class PushController {

    private final AcceptingRooms rooms;
    private final RateLimits limits;
    private final TypeSwitches types;
    private final MessageBodies bodies;
    private final MessageComposer composer;
    private final MessagePublisher publisher;
    private final PushSettings settings;
    private final Clock clock;
    private final MeterRegistry registry;
    private final Buckets<UserId> services;

    public PushController(
            AcceptingRooms rooms,
            RateLimits limits,
            TypeSwitches types,
            MessageBodies bodies,
            MessageComposer composer,
            MessagePublisher publisher,
            PushSettings settings,
            Clock clock,
            MeterRegistry registry) {
        this.rooms = rooms;
        this.limits = limits;
        this.types = types;
        this.bodies = bodies;
        this.composer = composer;
        this.publisher = publisher;
        this.settings = settings;
        this.clock = clock;
        this.registry = registry;
        this.services = new Buckets<>(settings.perSecond(), settings.burst());
    }

    /**
     * The answer: the push is safe and will be delivered.
     *
     * @param expiresAt in ms since 1970
     */
    record Pushed(String id, String to, String type, long expiresAt) {}

    @Operation(
            summary = "Push to a user, a device, a room, an area, or everybody",
            description =
                    "For services. `to` is `user:<uid>`, `device:<id>`, `room:<id>`, `area:<name>` or `all`; `type` is "
                            + "`system` (default), `comment` or `member`; `priority` is `P0` to `P3` (default `P1`); `ttlMs` "
                            + "(default 60,000, at most 7 days) says how long it matters. 202 once it is safe. Long connections "
                            + "get it; what is for a user or a device is sent again until it is acknowledged or has expired, and "
                            + "waits for the next connect. Repeating a call with the same id within 20 minutes is harmless.")
    @PostMapping("/v1/push")
    @ResponseStatus(HttpStatus.ACCEPTED)
    CompletionStage<Pushed> push(@RequestBody PushRequest request, @Parameter(hidden = true) Caller caller) {
        caller.requireAny("pushing", Role.SERVICE);
        limits.check(caller);
        services.take(caller.uid(), "service " + caller.uid());
        Topic to = request.topic();
        MessageType type = request.messageType();
        types.requireOn(type);
        return room(to).thenCombine(body(type, request.body()), (room, body) -> {
                    Push push = new Push(
                            request.messageId(),
                            to,
                            type,
                            request.wantedPriority(),
                            request.ttl(settings),
                            caller.sender(),
                            body);
                    long now = clock.millis();
                    long start = room.map(known -> known.room().startedAt()).orElse(StandingTopics.START);
                    return publisher.publish(composer.compose(push, start, now)).thenApply(safe -> {
                        room.ifPresent(known -> rooms.requireInTime(known, push.id()));
                        return accepted(push, now + push.ttl().toMillis());
                    });
                })
                .thenCompose(answer -> answer);
    }

    /**
     * The topic's room, if it is one's. Fails with an {@link ApiException} 404, 409 or 503 when that is not there, or
     * not live.
     */
    private CompletionStage<Optional<KnownRoom>> room(Topic to) {
        Optional<RoomId> room = to.asRoom();
        if (room.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return rooms.require(room.get().value()).thenApply(found -> {
            if (found.room().state() != RoomState.LIVE) {
                throw ApiException.conflict("room %s is %s (expected: live)"
                        .formatted(found.room().id(), found.room().state().wireName()));
            }
            return Optional.of(found);
        });
    }

    /** What services tell their own clients is theirs to define. */
    private CompletionStage<ObjectNode> body(MessageType type, @Nullable JsonNode body) {
        return type == MessageType.SYSTEM && body instanceof ObjectNode fields
                ? CompletableFuture.completedFuture(fields)
                : bodies.read(type, body);
    }

    private Pushed accepted(Push push, long expiresAt) {
        Counter.builder("danmaku.pushes.accepted")
                .description("Pushes answered 202")
                .tag("to", push.to().kind())
                .register(registry)
                .increment();
        return new Pushed(push.id().value(), push.to().name(), push.type().wireName(), expiresAt);
    }
}
