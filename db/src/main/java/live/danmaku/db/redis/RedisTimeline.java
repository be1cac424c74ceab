package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.KeyValue;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.DeletedMessages;
import live.danmaku.model.timeline.MessageFinder;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.StoredMessage;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.model.timeline.TimelineReader;
import live.danmaku.model.timeline.TimelineRelease;
import live.danmaku.model.timeline.TimelineWriter;

/**
 * Timelines as Redis sorted sets, one per (topic, message type): score = place, member = the message's bytes. Beside
 * them are a meta hash and sets of ids; {@link TopicKeys} names them. Appending and reading are a Lua script each, {@code
 * append.lua} and {@code read.lua}. A deleted message is first made impossible to append, by {@code append.lua}, then
 * looked for and removed; a repeat of the batch goes on where a failure left that. Thread-safe.
 */
public final class RedisTimeline
        implements TimelineWriter, TimelineReader, MessageFinder, DeletedMessages, TimelineRelease {

    private static final LuaScript CLOSE = LuaScript.load("close.lua");
    private static final LuaScript ARCHIVED = LuaScript.load("archived.lua");
    private static final LuaScript FORGET = LuaScript.load("forget.lua");
    private static final byte[] CLOSED = "closed".getBytes(UTF_8);

    private final RedisLink redis;
    private final AppendScript append;
    private final MessageScan messages;
    private final MessageRemoval removal;

    public RedisTimeline(RedisLink redis, TimelineLimits limits) {
        this(redis, LuaScript.load("append.lua"), limits);
    }

    /** For tests that plant a mistake in the script. */
    RedisTimeline(RedisLink redis, LuaScript append, TimelineLimits limits) {
        this.redis = redis;
        this.append = new AppendScript(append, limits);
        this.messages = new MessageScan(redis);
        this.removal = new MessageRemoval(redis, messages);
    }

    @Override
    public CompletionStage<AppendResult> append(AppendBatch batch) {
        return append.run(redis.commands(), batch)
                .thenCompose(answer ->
                        removal.removeAll(batch.topic(), answer.toRemove()).thenApply(removed -> answer.result()));
    }

    @Override
    public CompletionStage<Boolean> close(Topic topic) {
        TopicKeys keys = new TopicKeys(topic);
        List<byte[]> all = new ArrayList<>(List.of(keys.meta(), keys.viewers(), keys.seen(), keys.names()));
        for (MessageType type : RedisMerges.MERGED) {
            all.add(keys.mergedToShow(type));
            all.add(keys.mergedDue(type));
        }
        CompletionStage<Long> closed =
                CLOSE.run(redis.commands(), ScriptOutputType.INTEGER, all.toArray(byte[][]::new));
        return closed.thenApply(done -> done == 1);
    }

    @Override
    public CompletionStage<Void> reopen(Topic topic) {
        return redis.commands().hdel(new TopicKeys(topic).meta(), CLOSED).thenAccept(wasClosed -> {});
    }

    @Override
    public CompletionStage<Void> archived(Topic topic, Cursor upTo) {
        CompletionStage<Long> noted = ARCHIVED.run(
                redis.commands(),
                ScriptOutputType.INTEGER,
                new byte[][] {new TopicKeys(topic).meta()},
                upTo.epoch().value().getBytes(UTF_8),
                Long.toString(upTo.place()).getBytes(UTF_8));
        return noted.thenAccept(moved -> {});
    }

    @Override
    public CompletionStage<Found> forget(Topic topic, Duration remember) {
        TopicKeys keys = new TopicKeys(topic);
        List<byte[]> all = new ArrayList<>(List.of(keys.meta(), keys.deleted()));
        List<byte[]> arguments =
                new ArrayList<>(List.of(Long.toString(remember.toMillis()).getBytes(UTF_8)));
        for (MessageType type : MessageType.values()) {
            all.add(keys.messages(type));
            arguments.add(type.wireName().getBytes(UTF_8));
        }
        all.addAll(keys.besideMessages());
        CompletionStage<Long> removed = FORGET.run(
                redis.commands(),
                ScriptOutputType.INTEGER,
                all.toArray(byte[][]::new),
                arguments.toArray(byte[][]::new));
        return removed.thenApply(keysGone -> keysGone < 0 ? Found.OPEN : keysGone == 0 ? Found.NOTHING : Found.REMAINS);
    }

    @Override
    public CompletionStage<Set<MessageId>> deletedAmong(Topic topic, Collection<MessageId> ids) {
        if (ids.isEmpty()) {
            return CompletableFuture.completedFuture(Set.of());
        }
        byte[][] fields = ids.stream().map(id -> id.value().getBytes(UTF_8)).toArray(byte[][]::new);
        return redis.commands()
                .hmget(new TopicKeys(topic).deleted(), fields)
                .thenApply(noted -> noted.stream()
                        .filter(KeyValue::hasValue)
                        .map(found -> new MessageId(new String(found.getKey(), UTF_8)))
                        .collect(Collectors.toSet()));
    }

    @Override
    public CompletionStage<ReadResult> read(ReadRequest request) {
        return ReadScript.run(redis.commands(), request);
    }

    @Override
    public CompletionStage<Optional<StoredMessage>> find(Topic topic, MessageId id) {
        return messages.find(topic, id).thenApply(found -> found.map(MessageScan.Found::message));
    }
}
