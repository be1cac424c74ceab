package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.MessageFinder;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.StoredMessage;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.model.timeline.TimelineReader;
import live.danmaku.model.timeline.TimelineRelease;
import live.danmaku.model.timeline.TimelineWriter;

/**
 * Timelines as Redis sorted sets, one per (topic, message type): score = place, member = the message's bytes. Beside them
 * are a meta hash and sets of ids; {@link TopicKeys} names them. Appending and reading are a Lua script each, {@code
 * append.lua} and {@code read.lua}. A deleted message is first made impossible to append, by {@code append.lua}, then
 * looked for and removed; a repeat of the batch goes on where a failure left that. Thread-safe.
 */
public final class RedisTimeline implements TimelineWriter, TimelineReader, MessageFinder, TimelineRelease {

    private static final LuaScript CLOSE = LuaScript.load("close.lua");
    private static final LuaScript ARCHIVED = LuaScript.load("archived.lua");
    private static final LuaScript FORGET = LuaScript.load("forget.lua");

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
        List<byte[]> all = new ArrayList<>(List.of(keys.meta()));
        for (MessageType type : RedisMerges.MERGED) {
            all.add(keys.mergedToShow(type));
            all.add(keys.mergedDue(type));
        }
        CompletionStage<Long> closed =
                CLOSE.run(redis.commands(), ScriptOutputType.INTEGER, all.toArray(byte[][]::new));
        return closed.thenApply(done -> done == 1);
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
    public CompletionStage<Void> forget(Topic topic, Duration remember) {
        TopicKeys keys = new TopicKeys(topic);
        MessageType[] types = MessageType.values();
        byte[][] all = new byte[2 + types.length][];
        byte[][] arguments = new byte[1 + types.length][];
        all[0] = keys.meta();
        all[1] = keys.deleted();
        arguments[0] = Long.toString(remember.toMillis()).getBytes(UTF_8);
        for (int i = 0; i < types.length; i++) {
            all[2 + i] = keys.messages(types[i]);
            arguments[1 + i] = types[i].wireName().getBytes(UTF_8);
        }
        CompletionStage<Long> forgotten = FORGET.run(redis.commands(), ScriptOutputType.INTEGER, all, arguments);
        return forgotten.thenAccept(done -> {});
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
