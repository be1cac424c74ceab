package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.route.RuleHints;

/** Hints of new rules by publish/subscribe, on the channel {@code danmaku:routing-rules}. Thread-safe. */
public final class RedisRuleHints implements RuleHints {

    private static final byte[] CHANNEL = "danmaku:routing-rules".getBytes(UTF_8);
    private static final byte[] CHANGED = {'1'};

    private final RedisLink redis;

    public RedisRuleHints(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public void tell() {
        redis.commands().publish(CHANNEL, CHANGED);
    }

    @Override
    public CompletionStage<Void> listen(Runnable listener) {
        if (!redis.isOpen()) {
            return CompletableFuture.failedFuture(new IllegalStateException(redis.name() + ": not connected yet"));
        }
        return redis.subscriptions()
                .subscribe(CHANNEL)
                .thenAccept(done -> redis.listen(new RedisPubSubAdapter<>() {
                    @Override
                    public void message(byte[] channel, byte[] message) {
                        if (Arrays.equals(channel, CHANNEL)) {
                            listener.run();
                        }
                    }
                }));
    }
}
