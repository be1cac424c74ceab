package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.archive.ArchiveLeases;

/** Leases in the strings {@code {room:<id>}:archiver}. Thread-safe. */
public final class RedisArchiveLeases implements ArchiveLeases {

    private static final LuaScript LEAD = LuaScript.load("lead.lua");

    private final RedisLink redis;

    public RedisArchiveLeases(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Boolean> hold(RoomId room, String owner, Duration length) {
        CompletionStage<Long> held = LEAD.run(
                redis.commands(),
                ScriptOutputType.INTEGER,
                new byte[][] {new TopicKeys(Topic.room(room)).archiver()},
                owner.getBytes(UTF_8),
                Long.toString(length.toMillis()).getBytes(UTF_8));
        return held.thenApply(answer -> answer == 1);
    }
}
