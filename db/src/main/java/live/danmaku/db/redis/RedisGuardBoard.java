package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.route.GuardBoard;

/** Who judges in the string {@code {danmaku:guard}:leader}, what was found in {@code {danmaku:guard}:found}. Thread-safe. */
public final class RedisGuardBoard implements GuardBoard {

    private static final LuaScript LEAD = LuaScript.load("lead.lua");
    private static final byte[] LEADER = "{danmaku:guard}:leader".getBytes(UTF_8);
    private static final byte[] FOUND = "{danmaku:guard}:found".getBytes(UTF_8);
    private static final Duration KEPT = Duration.ofHours(1);

    private final RedisLink redis;

    public RedisGuardBoard(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Boolean> lead(String router, Duration length) {
        CompletionStage<Long> leads = LEAD.run(
                redis.commands(),
                ScriptOutputType.INTEGER,
                new byte[][] {LEADER},
                router.getBytes(UTF_8),
                Long.toString(length.toMillis()).getBytes(UTF_8));
        return leads.thenApply(answer -> answer == 1);
    }

    @Override
    public CompletionStage<Void> publish(String found) {
        return redis.commands()
                .set(FOUND, found.getBytes(UTF_8), SetArgs.Builder.px(KEPT))
                .thenAccept(done -> {});
    }

    @Override
    public CompletionStage<Optional<String>> read() {
        return redis.commands()
                .get(FOUND)
                .thenApply(found -> Optional.ofNullable(found).map(text -> new String(text, UTF_8)));
    }
}
