package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.room.SlowMode;

/** Slow mode by a key per room and user, {@code {room:r1}:slow:<uid>}, that lives as long as the pause. Thread-safe. */
public final class RedisSlowMode implements SlowMode {

    private static final LuaScript TAKE = LuaScript.load("take-turn.lua");
    private static final LuaScript GIVE_BACK = LuaScript.load("give-back-turn.lua");

    private final RedisLink redis;

    public RedisSlowMode(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Duration> take(RoomId room, UserId user, MessageId message, Duration pause) {
        CompletionStage<Long> wait = TAKE.run(
                redis.commands(),
                ScriptOutputType.INTEGER,
                key(room, user),
                bytes(message.value()),
                bytes(Long.toString(pause.toMillis())));
        return wait.thenApply(Duration::ofMillis);
    }

    @Override
    public CompletionStage<Void> giveBack(RoomId room, UserId user, MessageId message) {
        CompletionStage<Long> undone =
                GIVE_BACK.run(redis.commands(), ScriptOutputType.INTEGER, key(room, user), bytes(message.value()));
        return undone.thenAccept(count -> {});
    }

    private static byte[][] key(RoomId room, UserId user) {
        return new byte[][] {new TopicKeys(Topic.room(room)).lastComment(user)};
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
