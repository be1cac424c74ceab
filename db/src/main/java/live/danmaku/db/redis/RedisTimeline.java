package live.danmaku.db.redis;

import io.lettuce.core.ScriptOutputType;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.AppendBatch;
import live.danmaku.model.timeline.AppendResult;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineLimits;
import live.danmaku.model.timeline.TimelineReader;
import live.danmaku.model.timeline.TimelineWriter;

/**
 * Timelines as Redis sorted sets, one per (topic, message type): score = place, member = the message's bytes. Beside them
 * are a meta hash and sets of ids; {@link TopicKeys} names them. Appending and reading are a Lua script each, {@code
 * append.lua} and {@code read.lua}. Thread-safe.
 */
public final class RedisTimeline implements TimelineWriter, TimelineReader {

    private static final LuaScript CLOSE = LuaScript.load("close.lua");

    private final RedisLink redis;
    private final AppendScript append;

    public RedisTimeline(RedisLink redis, TimelineLimits limits) {
        this(redis, LuaScript.load("append.lua"), limits);
    }

    /** For tests that plant a mistake in the script. */
    RedisTimeline(RedisLink redis, LuaScript append, TimelineLimits limits) {
        this.redis = redis;
        this.append = new AppendScript(append, limits);
    }

    @Override
    public CompletionStage<AppendResult> append(AppendBatch batch) {
        return append.run(redis.commands(), batch);
    }

    @Override
    public CompletionStage<Void> close(Topic topic) {
        CompletionStage<Long> closed =
                CLOSE.run(redis.commands(), ScriptOutputType.INTEGER, new byte[][] {new TopicKeys(topic).meta()});
        return closed.thenAccept(existed -> {});
    }

    @Override
    public CompletionStage<ReadResult> read(ReadRequest request) {
        return ReadScript.run(redis.commands(), request);
    }
}
