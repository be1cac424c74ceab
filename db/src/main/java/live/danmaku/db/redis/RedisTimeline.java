package live.danmaku.db.redis;

import io.lettuce.core.ScriptOutputType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.MessageFinder;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.StoredMessage;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.model.timeline.TimelineReader;
import live.danmaku.model.timeline.TimelineWriter;

/**
 * Timelines as Redis sorted sets, one per (topic, message type): score = place, member = the message's bytes. Beside them
 * are a meta hash and sets of ids; {@link TopicKeys} names them. Appending and reading are a Lua script each, {@code
 * append.lua} and {@code read.lua}. A deleted message is first made impossible to append, by {@code append.lua}, then
 * looked for and removed; a repeat of the batch goes on where a failure left that. Thread-safe.
 */
public final class RedisTimeline implements TimelineWriter, TimelineReader, MessageFinder {

    private static final LuaScript CLOSE = LuaScript.load("close.lua");

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
    public CompletionStage<ReadResult> read(ReadRequest request) {
        return ReadScript.run(redis.commands(), request);
    }

    @Override
    public CompletionStage<Optional<StoredMessage>> find(Topic topic, MessageId id) {
        return messages.find(topic, id).thenApply(found -> found.map(MessageScan.Found::message));
    }
}
