package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.room.Presence;

/**
 * Who is watching, in three keys a room ({@link TopicKeys#viewers()}, {@link TopicKeys#seen()}, {@link
 * TopicKeys#names()}) that only scripts change, so that entering and leaving are told once whoever asks. Time is Redis's.
 * Thread-safe.
 */
public final class RedisPresence implements Presence {

    private static final LuaScript ENTER = LuaScript.load("enter.lua");
    private static final LuaScript LEAVE = LuaScript.load("leave.lua");
    private static final LuaScript REFRESH = LuaScript.load("refresh.lua");
    private static final LuaScript LEAVE_IF_SILENT = LuaScript.load("leave-if-silent.lua");
    private static final LuaScript VIEWERS = LuaScript.load("viewers.lua");
    private static final LuaScript EXPIRE = LuaScript.load("expire.lua");

    private final RedisLink redis;

    public RedisPresence(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Boolean> enter(RoomId room, Sender viewer) {
        TopicKeys keys = keys(room);
        return ENTER.run(
                redis.commands(),
                ScriptOutputType.BOOLEAN,
                new byte[][] {keys.viewers(), keys.seen(), keys.names(), keys.meta()},
                bytes(viewer.uid().value()),
                bytes(viewer.name()));
    }

    @Override
    public CompletionStage<Boolean> leave(RoomId room, UserId viewer) {
        return LEAVE.run(redis.commands(), ScriptOutputType.BOOLEAN, allKeys(room), bytes(viewer.value()));
    }

    @Override
    public CompletionStage<List<UserId>> refresh(RoomId room, Collection<UserId> viewers) {
        if (viewers.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        CompletionStage<List<Object>> missing = REFRESH.run(
                redis.commands(),
                ScriptOutputType.MULTI,
                new byte[][] {keys(room).seen()},
                uids(viewers).toArray(byte[][]::new));
        return missing.thenApply(RedisPresence::users);
    }

    @Override
    public CompletionStage<List<UserId>> leaveIfSilent(RoomId room, Collection<UserId> viewers, long silentForMs) {
        if (viewers.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        CompletionStage<List<Object>> left = LEAVE_IF_SILENT.run(
                redis.commands(),
                ScriptOutputType.MULTI,
                allKeys(room),
                Stream.concat(Stream.of(bytes(Long.toString(silentForMs))), uids(viewers))
                        .toArray(byte[][]::new));
        return left.thenApply(RedisPresence::users);
    }

    private static Stream<byte[]> uids(Collection<UserId> viewers) {
        return viewers.stream().map(uid -> bytes(uid.value()));
    }

    private static List<UserId> users(List<Object> uids) {
        return uids.stream().map(uid -> new UserId(Replies.text(uid))).toList();
    }

    @Override
    public CompletionStage<List<Sender>> list(RoomId room, int offset, int limit) {
        TopicKeys keys = keys(room);
        CompletionStage<List<Object>> pairs = VIEWERS.read(
                redis.commands(),
                ScriptOutputType.MULTI,
                new byte[][] {keys.viewers(), keys.names()},
                bytes(Integer.toString(offset)),
                bytes(Integer.toString(limit)));
        return pairs.thenApply(Replies::senders);
    }

    @Override
    public CompletionStage<Long> count(RoomId room) {
        return redis.commands().zcard(keys(room).viewers());
    }

    @Override
    public CompletionStage<List<Sender>> expire(RoomId room, long maxAgeMs, int limit) {
        CompletionStage<List<Object>> pairs = EXPIRE.run(
                redis.commands(),
                ScriptOutputType.MULTI,
                allKeys(room),
                bytes(Long.toString(maxAgeMs)),
                bytes(Integer.toString(limit)));
        return pairs.thenApply(Replies::senders);
    }

    private static byte[][] allKeys(RoomId room) {
        TopicKeys keys = keys(room);
        return new byte[][] {keys.viewers(), keys.seen(), keys.names()};
    }

    private static TopicKeys keys(RoomId room) {
        return new TopicKeys(Topic.room(room));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
