package live.danmaku.db.redis;

import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a connection's server something, so that {@link SilenceWatch} hears whether it lives, also where nothing else is asked,
 * and leaves one that is alive and of no use: where the master is expected, a replica, whatever it was before, and one that is
 * loading its data. Leaving is {@code QUIT}: the connection is opened anew, to wherever its address leads by then.
 */
final class RedisPulse {

    private static final Logger log = LoggerFactory.getLogger(RedisPulse.class);

    private final String name;
    private final boolean expectsMaster;
    private volatile boolean left;

    /** @param name of the server, for the log */
    RedisPulse(String name, boolean expectsMaster) {
        this.name = name;
        this.expectsMaster = expectsMaster;
    }

    /** Never blocks, never throws. */
    void beat(RedisAsyncCommands<byte[], byte[]> redis) {
        try {
            redis.info("replication").whenComplete((answer, failure) -> judge(redis, answer, failure));
        } catch (RuntimeException e) {
            log.debug("no pulse at {}", name, e);
        }
    }

    private void judge(RedisAsyncCommands<byte[], byte[]> redis, @Nullable String answer, @Nullable Throwable failure) {
        boolean useless = answer == null ? isLoading(failure) : expectsMaster && !answer.contains("role:master");
        if (!useless) {
            if (answer != null) {
                left = false;
            }
            return;
        }
        if (!left) {
            left = true;
            log.warn(
                    "Redis at {} is {} (expected: a master); the connection is opened anew",
                    name,
                    answer == null ? "loading" : "a replica");
        }
        redis.quit();
    }

    private static boolean isLoading(@Nullable Throwable failure) {
        return failure instanceof RedisLoadingException
                || failure instanceof CompletionException && failure.getCause() instanceof RedisLoadingException;
    }
}
