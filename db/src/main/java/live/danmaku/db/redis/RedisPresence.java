package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.ulid.UlidCreator;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import live.danmaku.model.MessageId;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.room.Presence;
import live.danmaku.model.room.PresenceChange;
import live.danmaku.model.room.PresenceRepair;

/**
 * Who is watching, in three keys a room ({@link TopicKeys#viewers()}, {@link TopicKeys#seen()}, {@link
 * TopicKeys#names()}) that only scripts change, so that each change is given to one caller whoever asks; and what rooms were
 * not told yet in two more ({@link TopicKeys#untold()}, {@link TopicKeys#presenceNews()}), changed by the same scripts. Time is
 * Redis's. Thread-safe.
 */
public final class RedisPresence implements Presence, PresenceRepair {

    private static final LuaScript ENTER = LuaScript.load("enter.lua");
    private static final LuaScript LEAVE = LuaScript.load("leave.lua");
    private static final LuaScript REFRESH = LuaScript.load("refresh.lua");
    private static final LuaScript VIEWERS = LuaScript.load("viewers.lua");
    private static final LuaScript EXPIRE = LuaScript.load("expire.lua");
    private static final LuaScript RESTORE = LuaScript.load("restore-presence.lua");

    private static final byte[] ALL = bytes("-1");
    private static final byte[] KEEP_UNTOLD =
            bytes(Long.toString(Duration.ofDays(1).toMillis()));

    private final RedisLink redis;
    private final byte[] tellWithin;

    public RedisPresence(RedisLink redis) {
        this(redis, TELL_WITHIN);
    }

    /** @param tellWithin for how long a change is its first caller's to tell */
    RedisPresence(RedisLink redis, Duration tellWithin) {
        this.redis = redis;
        this.tellWithin = bytes(Long.toString(tellWithin.toMillis()));
    }

    @Override
    public CompletionStage<Optional<PresenceChange>> enter(RoomId room, Sender viewer) {
        TopicKeys keys = keys(room);
        String id = newId();
        CompletionStage<Boolean> entered = ENTER.run(
                redis.commands(),
                ScriptOutputType.BOOLEAN,
                new byte[][] {keys.viewers(), keys.seen(), keys.names(), keys.untold(), keys.presenceNews(), keys.meta()
                },
                bytes(viewer.uid().value()),
                bytes(viewer.name()),
                bytes(id),
                tellWithin,
                KEEP_UNTOLD);
        return entered.thenApply(
                isNew -> isNew ? Optional.of(new PresenceChange(new MessageId(id), true, viewer)) : Optional.empty());
    }

    @Override
    public CompletionStage<Optional<PresenceChange>> leave(RoomId room, UserId viewer) {
        return leave(room, ALL, List.of(viewer)).thenApply(left -> left.stream().findFirst());
    }

    private CompletionStage<List<PresenceChange>> leave(RoomId room, byte[] silentForMs, Collection<UserId> viewers) {
        CompletionStage<List<Object>> left = LEAVE.run(
                redis.commands(),
                ScriptOutputType.MULTI,
                allKeys(room),
                Stream.concat(Stream.of(silentForMs, bytes(newId() + "-"), tellWithin, KEEP_UNTOLD), uids(viewers))
                        .toArray(byte[][]::new));
        return left.thenApply(RedisPresence::changes);
    }

    /** Later ones sort behind earlier ones. */
    private static String newId() {
        return UlidCreator.getMonotonicUlid().toLowerCase();
    }

    private static List<PresenceChange> changes(List<Object> pairs) {
        List<PresenceChange> changes = new ArrayList<>(pairs.size() / 2);
        for (int i = 0; i < pairs.size(); i += 2) {
            String[] news = Replies.text(pairs.get(i + 1)).split(" ", 3);
            changes.add(new PresenceChange(
                    new MessageId(Replies.text(pairs.get(i))),
                    news[0].equals("enter"),
                    new Sender(new UserId(news[1]), news[2])));
        }
        return changes;
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
    public CompletionStage<List<PresenceChange>> leaveIfSilent(
            RoomId room, Collection<UserId> viewers, long silentForMs) {
        return viewers.isEmpty()
                ? CompletableFuture.completedFuture(List.of())
                : leave(room, bytes(Long.toString(silentForMs)), viewers);
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
    public CompletionStage<List<PresenceChange>> expire(RoomId room, long maxAgeMs, int limit) {
        CompletionStage<List<Object>> pairs = EXPIRE.run(
                redis.commands(),
                ScriptOutputType.MULTI,
                allKeys(room),
                bytes(Long.toString(maxAgeMs)),
                bytes(Integer.toString(limit)),
                bytes(newId() + "-"),
                tellWithin,
                KEEP_UNTOLD);
        return pairs.thenApply(RedisPresence::changes);
    }

    /** In this order: what is only in the hash is no longer looked at, and goes by itself. */
    @Override
    public CompletionStage<Void> told(RoomId room, Collection<MessageId> changes) {
        if (changes.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        byte[][] ids = changes.stream().map(id -> bytes(id.value())).toArray(byte[][]::new);
        TopicKeys keys = keys(room);
        return redis.commands()
                .zrem(keys.untold(), ids)
                .thenCombine(redis.commands().hdel(keys.presenceNews(), ids), (removed, deleted) -> null);
    }

    @Override
    public CompletionStage<Void> restore(RoomId room, List<Shown> changes) {
        if (changes.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        TopicKeys keys = keys(room);
        CompletionStage<Long> restored = RESTORE.run(
                redis.commands(),
                ScriptOutputType.INTEGER,
                new byte[][] {keys.viewers(), keys.seen(), keys.names(), keys.meta()},
                changes.stream().flatMap(RedisPresence::arguments).toArray(byte[][]::new));
        return restored.thenAccept(count -> {});
    }

    private static Stream<byte[]> arguments(Shown change) {
        return Stream.of(
                bytes(change.entered() ? "enter" : "leave"),
                bytes(change.viewer().uid().value()),
                bytes(change.viewer().name()),
                bytes(Long.toString(change.at())));
    }

    private static byte[][] allKeys(RoomId room) {
        TopicKeys keys = keys(room);
        return new byte[][] {keys.viewers(), keys.seen(), keys.names(), keys.untold(), keys.presenceNews()};
    }

    private static TopicKeys keys(RoomId room) {
        return new TopicKeys(Topic.room(room));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
