package live.danmaku.playback.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.archive.ArchivedMessage;
import live.danmaku.model.timeline.MessageFinder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which messages a page of the log tells to be deleted. A notice alone deletes nothing here: anybody who may send system
 * messages can write one. The message must also be gone from the log, which a deletion sees to some milliseconds after its notice.
 */
final class Deletions {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String EVENT = "\"event\":\"deleted\"";
    private static final int LOOKS = 5;
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final MessageFinder log;

    Deletions(MessageFinder log) {
        this.log = log;
    }

    CompletionStage<List<MessageId>> in(Topic topic, List<ArchivedMessage> page) {
        CompletionStage<List<MessageId>> deleted = CompletableFuture.completedFuture(new ArrayList<>());
        for (ArchivedMessage message : page) {
            Optional<MessageId> told = told(message);
            if (told.isPresent()) {
                deleted = deleted.thenCompose(before -> isGone(topic, told.get(), LOOKS)
                        .thenApply(gone -> {
                            if (gone) {
                                before.add(told.get());
                            }
                            return before;
                        }));
            }
        }
        return deleted;
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

    private CompletionStage<Boolean> isGone(Topic topic, MessageId id, int looks) {
        return log.find(topic, id).thenCompose(found -> {
            if (found.isEmpty() || looks == 1) {
                return CompletableFuture.completedFuture(found.isEmpty());
            }
            return CompletableFuture.supplyAsync(
                            () -> isGone(topic, id, looks - 1),
                            CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS))
                    .thenCompose(later -> later);
        });
    }
}
