package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.StoredMessage;

/**
 * Finds messages by their id. Timelines have no index of ids: this is done when a moderator deletes something, which is
 * rare. {@code find.lua} looks at a bounded number of messages at a time, so no other command waits long.
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

    /** Looks through one type after the other, comments first; gives the first one that has the id. */
    CompletionStage<Optional<Found>> find(Topic topic, MessageId id) {
        byte[] beginning = beginning(id);
        CompletionStage<Optional<Found>> found = CompletableFuture.completedFuture(Optional.empty());
        for (MessageType type : MessageType.values()) {
            byte[] key = new TopicKeys(topic).messages(type);
            found = found.thenCompose(before ->
                    before.isPresent() ? CompletableFuture.completedFuture(before) : find(key, beginning, NEWEST));
        }
        return found;
    }

    /** Does something to each message that has the id, of any sender: one after the other, through the whole timeline. */
    CompletionStage<Void> forEach(Topic topic, MessageId id, Function<Found, CompletionStage<?>> action) {
        CompletionStage<Void> done = CompletableFuture.completedFuture(null);
        for (MessageType type : MessageType.values()) {
            byte[] key = new TopicKeys(topic).messages(type);
            done = done.thenCompose(before -> forEach(key, beginning(id), NEWEST, action));
        }
        return done;
    }

    private CompletionStage<Void> forEach(
            byte[] key, byte[] beginning, byte[] from, Function<Found, CompletionStage<?>> action) {
        return find(key, beginning, from)
                .thenCompose(found -> found.isEmpty()
                        ? CompletableFuture.completedFuture(null)
                        : action.apply(found.get())
                                .thenCompose(done -> forEach(
                                        key,
                                        beginning,
                                        below(Long.toString(
                                                found.get().message().place())),
                                        action)));
    }

    private static byte[] beginning(MessageId id) {
        return "{\"id\":\"%s\",".formatted(id).getBytes(UTF_8);
    }

    private static byte[] below(String place) {
        return ("(" + place).getBytes(UTF_8);
    }

    private CompletionStage<Optional<Found>> find(byte[] key, byte[] beginning, byte[] from) {
        CompletionStage<List<Object>> step = FIND.read(
                redis.commands(), ScriptOutputType.MULTI, new byte[][] {key}, beginning, from, MESSAGES_A_STEP);
        return step.thenCompose(answer -> switch (Replies.text(answer.get(0))) {
            case "FOUND" ->
                CompletableFuture.completedFuture(Optional.of(
                        new Found(key, new StoredMessage(Replies.number(answer.get(2)), (byte[]) answer.get(1)))));
            case "NEXT" -> find(key, beginning, below(Replies.text(answer.get(1))));
            default -> CompletableFuture.completedFuture(Optional.<Found>empty());
        });
    }
}
