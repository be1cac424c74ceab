package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.route.TicketUses;

/**
 * Tickets used by a key each, {@code danmaku:ticket:<id>}, that holds by whom and lives as long as the use is remembered.
 * Thread-safe.
 */
public final class RedisTicketUses implements TicketUses {

    private final RedisLink redis;

    public RedisTicketUses(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Boolean> use(String ticketId, String by, Duration remembered) {
        byte[] user = by.getBytes(UTF_8);
        byte[] key = ("danmaku:ticket:" + ticketId).getBytes(UTF_8);
        return redis.commands()
                .setGet(key, user, SetArgs.Builder.nx().px(Math.max(1, remembered.toMillis())))
                .thenApply(before -> before == null || Arrays.equals(before, user));
    }
}
