package live.danmaku.processor.presence;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.room.PresenceRepair;
import live.danmaku.model.room.PresenceRepair.Shown;
import live.danmaku.processor.append.Restoration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Viewers whose entering or leaving was lost together with the message that shows it. Without this they would be in
 * no room, and never be shown as having left. Thread-safe.
 */
public final class PresenceRestoration implements Restoration {

    private static final Logger log = LoggerFactory.getLogger(PresenceRestoration.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PresenceRepair presence;

    public PresenceRestoration(PresenceRepair presence) {
        this.presence = presence;
    }

    @Override
    public CompletionStage<Void> restore(List<AcceptedMessage> messages) {
        return messages.get(0)
                .topic()
                .asRoom()
                .map(room -> restore(room, messages))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private CompletionStage<Void> restore(RoomId room, List<AcceptedMessage> messages) {
        List<Shown> changes =
                messages.stream().flatMap(PresenceRestoration::shown).toList();
        return changes.isEmpty() ? CompletableFuture.completedFuture(null) : presence.restore(room, changes);
    }

    /** Nothing for what services send of their own kind. */
    private static Stream<Shown> shown(AcceptedMessage message) {
        try {
            JsonNode json = JSON.readTree(message.payload());
            String event = json.path("body").path("event").asString("");
            if (!event.equals("enter") && !event.equals("leave")) {
                return Stream.empty();
            }
            JsonNode from = json.required("from");
            Sender viewer = new Sender(
                    new UserId(from.required("uid").stringValue()),
                    from.required("name").stringValue());
            return Stream.of(new Shown(viewer, event.equals("enter"), message.acceptedAt()));
        } catch (JacksonException | IllegalArgumentException e) {
            log.warn("member message {} of {} cannot be read: {}", message.id(), message.topic(), e.toString());
            return Stream.empty();
        }
    }
}
