package live.danmaku.playback.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.archive.ArchivedMessage;
import live.danmaku.model.timeline.DeletedMessages;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which messages of a log are deleted. A notice alone deletes nothing here: services may write what looks like one. The
 * timeline itself must have noted the deletion, which it does in the step that appends a real notice.
 */
final class Deletions {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String EVENT = "\"event\":\"deleted\"";

    private final DeletedMessages log;

    Deletions(DeletedMessages log) {
        this.log = log;
    }

    /** Which messages, of this page or of earlier ones, a page tells to be deleted. */
    CompletionStage<Set<MessageId>> toldBy(Topic topic, List<ArchivedMessage> page) {
        return log.deletedAmong(
                topic,
                page.stream().map(Deletions::told).flatMap(Optional::stream).toList());
    }

    /** Messages without those that are deleted; a processor may have died before it removed them from the log. */
    CompletionStage<List<ArchivedMessage>> without(Topic topic, List<ArchivedMessage> messages) {
        Collection<MessageId> ids = messages.stream().map(ArchivedMessage::id).toList();
        return log.deletedAmong(topic, ids)
                .thenApply(deleted -> deleted.isEmpty()
                        ? messages
                        : messages.stream()
                                .filter(message -> !deleted.contains(message.id()))
                                .toList());
    }

    private static Optional<MessageId> told(ArchivedMessage message) {
        if (message.type() != MessageType.SYSTEM || !new String(message.payload(), UTF_8).contains(EVENT)) {
            return Optional.empty();
        }
        try {
            JsonNode body = JSON.readTree(message.payload()).path("body");
            return body.path("event").asString("").equals("deleted")
                    ? Optional.of(new MessageId(body.path("id").asString("")))
                    : Optional.empty();
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
