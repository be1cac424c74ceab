package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.route.TicketUses;

/** Tickets used by a key each, {@code danmaku:ticket:<id>}, that lives as long as the use is remembered. Thread-safe. */
public final class RedisTicketUses implements TicketUses {

    private static final byte[] USED = {'1'};

    private final RedisLink redis;

    public RedisTicketUses(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Boolean> use(String ticketId, Duration remembered) {
        byte[] key = ("danmaku:ticket:" + ticketId).getBytes(UTF_8);
        return redis.commands()
                .set(key, USED, SetArgs.Builder.nx().px(Math.max(1, remembered.toMillis())))
                .thenApply("OK"::equals);
    }
}
