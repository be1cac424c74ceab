package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import live.danmaku.model.RoomId;
import live.danmaku.model.room.ModerationNews;

/** The channel {@code danmaku:moderation}, whose messages are room ids. Thread-safe. */
public final class RedisModerationNews implements ModerationNews {

    private static final byte[] CHANNEL = "danmaku:moderation".getBytes(UTF_8);
    private static final long RETRY_MS = 1_000;

    private final RedisLink redis;

    public RedisModerationNews(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Void> changed(RoomId room) {
        return redis.commands().publish(CHANNEL, room.value().getBytes(UTF_8)).thenAccept(receivers -> {});
    }

    @Override
    public void listen(Consumer<RoomId> listener) {
        if (!redis.isOpen()) {
            later(() -> listen(listener));
            return;
        }
        redis.listen(new RedisPubSubAdapter<>() {
            @Override
            public void message(byte[] channel, byte[] room) {
                if (Arrays.equals(channel, CHANNEL)) {
                    listener.accept(new RoomId(new String(room, UTF_8)));
                }
            }
        });
        subscribe();
    }

    /** The connection subscribes again by itself after it was lost, but only to what it was subscribed to. */
    private void subscribe() {
        redis.subscriptions().subscribe(CHANNEL).exceptionally(failure -> {
            later(this::subscribe);
            return null;
        });
    }

    private static void later(Runnable step) {
        CompletableFuture.delayedExecutor(RETRY_MS, TimeUnit.MILLISECONDS).execute(step);
    }
}
