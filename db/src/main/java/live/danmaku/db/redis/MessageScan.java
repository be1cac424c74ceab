package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.StoredMessage;

/**
 * Finds a message by its id. Timelines have no index of ids: this is done when a moderator deletes something, and that is
 * mostly new. {@code find.lua} looks at a bounded number of messages at a time, so nobody else waits long.
 */
final class MessageScan {

    private static final LuaScript FIND = LuaScript.load("find.lua");
    private static final byte[] MESSAGES_A_STEP = "1000".getBytes(UTF_8);
    private static final byte[] NEWEST = "+inf".getBytes(UTF_8);

    private final RedisLink redis;

    MessageScan(RedisLink redis) {
        this.redis = redis;
    }

    /**
     * A message and where it was found.
     *
     * @param key of the sorted set
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Found(byte[] key, StoredMessage message) {}

    /** Looks through one type after the other, comments first. */
    CompletionStage<Optional<Found>> find(Topic topic, MessageId id) {
        byte[] beginning = "{\"id\":\"%s\",".formatted(id).getBytes(UTF_8);
        CompletionStage<Optional<Found>> found = CompletableFuture.completedFuture(Optional.empty());
        for (MessageType type : MessageType.values()) {
            byte[] key = new TopicKeys(topic).messages(type);
            found = found.thenCompose(before ->
                    before.isPresent() ? CompletableFuture.completedFuture(before) : find(key, beginning, NEWEST));
        }
        return found;
    }

    private CompletionStage<Optional<Found>> find(byte[] key, byte[] beginning, byte[] from) {
        CompletionStage<List<Object>> step = FIND.read(
                redis.commands(), ScriptOutputType.MULTI, new byte[][] {key}, beginning, from, MESSAGES_A_STEP);
        return step.thenCompose(answer -> switch (Replies.text(answer.get(0))) {
            case "FOUND" ->
                CompletableFuture.completedFuture(Optional.of(
                        new Found(key, new StoredMessage(Replies.number(answer.get(2)), (byte[]) answer.get(1)))));
            case "NEXT" -> find(key, beginning, ("(" + Replies.text(answer.get(1))).getBytes(UTF_8));
            default -> CompletableFuture.completedFuture(Optional.<Found>empty());
        });
    }
}
