package live.danmaku.db.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessagePublisher;
import live.danmaku.model.MessageType;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.room.MemberNews;
import live.danmaku.model.room.PresenceChange;
import live.danmaku.model.room.Room;
import tools.jackson.databind.node.JsonNodeFactory;

/** Member messages that travel as all messages do. What is not told because the type is switched off is counted. Thread-safe. */
public final class KafkaMemberNews implements MemberNews {

    private final MessageComposer composer;
    private final MessagePublisher publisher;
    private final SwitchWatch switches;
    private final Clock clock;
    private final Counter untold;

    public KafkaMemberNews(
            MessageComposer composer,
            MessagePublisher publisher,
            SwitchWatch switches,
            Clock clock,
            MeterRegistry registry) {
        this.composer = composer;
        this.publisher = publisher;
        this.switches = switches;
        this.clock = clock;
        this.untold = Counter.builder("danmaku.members.untold")
                .description("Enters and leaves that rooms were not told of, because ops have switched the type off")
                .register(registry);
    }

    @Override
    public CompletionStage<Void> tell(Room room, PresenceChange change) {
        if (!switches.inForce().acceptsType(MessageType.MEMBER)) {
            untold.increment();
            return CompletableFuture.completedFuture(null);
        }
        long now = clock.millis();
        return publisher.publish(composer.compose(
                room,
                change.viewer(),
                MessageType.MEMBER,
                JsonNodeFactory.instance.objectNode().put("event", change.entered() ? "enter" : "leave"),
                change.id(),
                now,
                now));
    }
}
