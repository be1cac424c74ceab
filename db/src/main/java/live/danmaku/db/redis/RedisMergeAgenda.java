package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.merge.MergeAgenda;
import org.jspecify.annotations.Nullable;

/**
 * The agenda as one sorted set, {@code danmaku:merges-due}: Redis's ms → {@code <type> <topic>}. A claim moves the score
 * ahead, and its token is that score. Thread-safe.
 */
public final class RedisMergeAgenda implements MergeAgenda {

    private static final LuaScript NOTE = LuaScript.load("note-due.lua");
    private static final LuaScript CLAIM = LuaScript.load("claim-due.lua");
    private static final LuaScript SETTLE = LuaScript.load("settle-due.lua");

    private static final byte[][] KEY = {bytes("danmaku:merges-due")};
    private static final Duration CLAIM_HOLDS = Duration.ofSeconds(5);

    private final RedisLink redis;

    public RedisMergeAgenda(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Void> note(Topic topic, MessageType type, Duration after) {
        CompletionStage<Long> noted = NOTE.run(
                redis.commands(), ScriptOutputType.INTEGER, KEY, member(topic, type), number(after.toMillis()));
        return noted.thenAccept(done -> {});
    }

    @Override
    public CompletionStage<List<Claim>> claim(int most) {
        CompletionStage<List<Object>> claimed =
                CLAIM.run(redis.commands(), ScriptOutputType.MULTI, KEY, number(most), number(CLAIM_HOLDS.toMillis()));
        return claimed.thenApply(pairs -> {
            List<Claim> claims = new ArrayList<>();
            for (int i = 0; i < pairs.size(); i += 2) {
                String[] member = Replies.text(pairs.get(i)).split(" ", 2);
                claims.add(
                        new Claim(Topic.parse(member[1]), MessageType.of(member[0]), Replies.text(pairs.get(i + 1))));
            }
            return claims;
        });
    }

    @Override
    public CompletionStage<Void> settle(Claim claim, @Nullable Duration next) {
        CompletionStage<Long> settled = SETTLE.run(
                redis.commands(),
                ScriptOutputType.INTEGER,
                KEY,
                member(claim.topic(), claim.type()),
                bytes(claim.token()),
                number(next == null ? -1 : next.toMillis()));
        return settled.thenAccept(done -> {});
    }

    private static byte[] member(Topic topic, MessageType type) {
        return bytes(type.wireName() + " " + topic.name());
    }

    private static byte[] number(long value) {
        return bytes(Long.toString(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
