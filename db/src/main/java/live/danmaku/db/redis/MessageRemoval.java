package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.Topic;

/**
 * Removes deleted messages, after {@code append.lua} has noted their ids so that they cannot come back. Each step may be
 * repeated.
 */
final class MessageRemoval {

    private static final byte[] REMOVED = "removed".getBytes(UTF_8);

    private final RedisLink redis;
    private final MessageScan messages;

    MessageRemoval(RedisLink redis, MessageScan messages) {
        this.redis = redis;
        this.messages = messages;
    }

    CompletionStage<Void> removeAll(Topic topic, List<MessageId> ids) {
        CompletionStage<Void> removed = CompletableFuture.completedFuture(null);
        for (MessageId id : ids) {
            removed = removed.thenCompose(before -> remove(topic, id));
        }
        return removed;
    }

    private CompletionStage<Void> remove(Topic topic, MessageId id) {
        return messages.forEach(
                        topic,
                        id,
                        found -> redis.commands()
                                .zrem(found.key(), found.message().payload()))
                .thenCompose(removed -> redis.commands()
                        .hset(new TopicKeys(topic).deleted(), id.value().getBytes(UTF_8), REMOVED))
                .thenAccept(noted -> {});
    }
}
