package live.danmaku.frontend.viewer;

import java.time.Clock;
import java.util.concurrent.CompletionStage;
import live.danmaku.frontend.send.MessageComposer;
import live.danmaku.frontend.send.MessagePublisher;
import live.danmaku.model.MessageType;
import live.danmaku.model.Sender;
import live.danmaku.model.room.Room;
import tools.jackson.databind.node.JsonNodeFactory;

/** Tells a room that somebody entered or left. */
public final class MemberMessages {

    private final MessageComposer composer;
    private final MessagePublisher publisher;
    private final Clock clock;

    public MemberMessages(MessageComposer composer, MessagePublisher publisher, Clock clock) {
        this.composer = composer;
        this.publisher = publisher;
        this.clock = clock;
    }

    CompletionStage<Void> entered(Room room, Sender viewer) {
        return tell(room, viewer, "enter");
    }

    CompletionStage<Void> left(Room room, Sender viewer) {
        return tell(room, viewer, "leave");
    }

    private CompletionStage<Void> tell(Room room, Sender viewer, String event) {
        long now = clock.millis();
        return publisher.publish(composer.compose(
                room,
                viewer,
                MessageType.MEMBER,
                JsonNodeFactory.instance.objectNode().put("event", event),
                MessageComposer.newId(),
                now,
                now));
    }
}
