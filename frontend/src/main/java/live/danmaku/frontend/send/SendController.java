package live.danmaku.frontend.send;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import live.danmaku.db.kafka.MessageComposer;
import live.danmaku.frontend.gift.AcceptedGifts;
import live.danmaku.frontend.moderation.SendRules;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessagePublisher;
import live.danmaku.model.MessageType;
import live.danmaku.model.Sender;
import live.danmaku.model.room.Room;
import live.danmaku.web.limit.RateLimits;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes messages: checks, stamps, publishes, and answers 202 once they are safe. */
@Tag(name = "Messages")
@RestController
public final class SendController {

    private final Destinations destinations;
    private final RateLimits limits;
    private final TypeSwitches types;
    private final SendRules rules;
    private final MessageBodies bodies;
    private final MessageComposer composer;
    private final MessagePublisher publisher;
    private final AcceptedGifts gifts;
    private final Clock clock;
    private final Counter[] accepted;

    public SendController(
            Destinations destinations,
            RateLimits limits,
            TypeSwitches types,
            SendRules rules,
            MessageBodies bodies,
            MessageComposer composer,
            MessagePublisher publisher,
            AcceptedGifts gifts,
            Clock clock,
            MeterRegistry registry) {
        this.destinations = destinations;
        this.limits = limits;
        this.types = types;
        this.rules = rules;
        this.bodies = bodies;
        this.composer = composer;
        this.publisher = publisher;
        this.gifts = gifts;
        this.clock = clock;
        this.accepted = Arrays.stream(MessageType.values())
                .map(type -> Counter.builder("danmaku.messages.accepted")
                        .description("Messages answered 202")
                        .tag("type", type.wireName())
                        .register(registry))
                .toArray(Counter[]::new);
    }

    @Operation(
            summary = "Send a message",
            description = "202 once Kafka has it. Repeating a call with the same id within 20 minutes is harmless.")
    @PostMapping("/v1/rooms/{room}/messages")
    @ResponseStatus(HttpStatus.ACCEPTED)
    CompletionStage<SentMessage> send(
            @PathVariable String room, @RequestBody SendRequest request, @Parameter(hidden = true) Caller caller) {
        limits.check(caller);
        if (request.type() == null) {
            throw ApiException.badRequest("type: missing (expected: a message type)");
        }
        MessageType type = MessageType.of(request.type());
        types.requireOn(type);
        MessageId id = request.id() == null ? MessageComposer.newId() : new MessageId(request.id());
        Sender sender = SendPermission.sender(caller, request.from());
        long now = clock.millis();
        long sentAt = SendPermission.sentAt(caller, request.sentAt(), now);
        return require(room, caller, sender, type)
                .thenCompose(own -> bodies.read(type, request.body())
                        .thenCombine(
                                AlsoTo.rooms(
                                        type, request.body(), own.room(), name -> require(name, caller, sender, type)),
                                (body, others) -> {
                                    Function<Destination, AcceptedMessage> into = to -> {
                                        SendRules.Screened screened = rules.screen(to.room(), to.rules(), type, body);
                                        AcceptedMessage message = composer.compose(
                                                to.room(), sender, type, screened.body(), id, sentAt, now);
                                        return screened.silent() ? message.onlyFor(sender.uid()) : message;
                                    };
                                    AcceptedMessage seen = into.apply(own);
                                    List<AcceptedMessage> more =
                                            others.stream().map(into).toList();
                                    // Only comments take turns, and comments are for one room.
                                    return rules.inTurn(
                                                    own.room(),
                                                    own.rules(),
                                                    caller,
                                                    sender.uid(),
                                                    seen,
                                                    () -> publish(seen, more, sender))
                                            .thenApply(acknowledged -> {
                                                destinations.requireInTime(own.known(), id);
                                                others.forEach(other -> destinations.requireInTime(other.known(), id));
                                                return accepted(seen, sentAt, own.room());
                                            });
                                })
                        .thenCompose(answer -> answer));
    }

    private CompletionStage<Destination> require(String room, Caller caller, Sender sender, MessageType type) {
        return destinations.require(room, caller, sender.uid(), type);
    }

    /** Safe when all are. */
    private CompletionStage<Void> publish(AcceptedMessage message, List<AcceptedMessage> more, Sender sender) {
        CompletionStage<Void> all = publish(message, sender);
        for (AcceptedMessage another : more) {
            all = all.thenCombine(publish(another, sender), (one, other) -> null);
        }
        return all;
    }

    private CompletionStage<Void> publish(AcceptedMessage message, Sender sender) {
        CompletionStage<Void> safe = publisher.publish(message);
        return message.type() == MessageType.GIFT
                ? safe.thenCompose(acknowledged -> gifts.note(message.id(), sender.uid()))
                : safe;
    }

    private SentMessage accepted(AcceptedMessage message, long sentAt, Room room) {
        accepted[message.type().ordinal()].increment();
        return new SentMessage(
                message.id().value(), room.id().value(), message.type().wireName(), sentAt);
    }
}
