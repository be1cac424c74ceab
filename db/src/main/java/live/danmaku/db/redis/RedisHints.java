package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.model.timeline.Hint;
import live.danmaku.model.timeline.HintSource;

/** Hints by sharded publish/subscribe: {@code append.lua} publishes, on the channel beside the topic's keys. Thread-safe. */
public final class RedisHints implements HintSource {

    private final RedisLink redis;
    private final Map<ByteBuffer, Listeners> byChannel = new ConcurrentHashMap<>();

    private record Listeners(Topic topic, List<Consumer<Hint>> all) {}

    public RedisHints(RedisLink redis) {
        this.redis = redis;
        redis.subscriptions().addListener(new RedisPubSubAdapter<>() {
            @Override
            public void smessage(byte[] channel, byte[] message) {
                tell(channel, message);
            }
        });
    }

    @Override
    public CompletionStage<AutoCloseable> subscribe(Topic topic, Consumer<Hint> listener) {
        byte[] channel = new TopicKeys(topic).hints();
        byChannel.compute(ByteBuffer.wrap(channel), (key, old) -> {
            Listeners listeners = old == null ? new Listeners(topic, new CopyOnWriteArrayList<>()) : old;
            listeners.all().add(listener);
            return listeners;
        });
        return redis.subscriptions().async().ssubscribe(channel).thenApply(done -> () -> leave(channel, listener));
    }

    private void leave(byte[] channel, Consumer<Hint> listener) {
        byChannel.computeIfPresent(ByteBuffer.wrap(channel), (key, listeners) -> {
            listeners.all().remove(listener);
            if (!listeners.all().isEmpty()) {
                return listeners;
            }
            redis.subscriptions().async().sunsubscribe(channel);
            return null;
        });
    }

    private void tell(byte[] channel, byte[] message) {
        Listeners listeners = byChannel.get(ByteBuffer.wrap(channel));
        if (listeners == null) {
            return;
        }
        String[] parts = new String(message, UTF_8).split(":");
        Hint hint =
                new Hint(listeners.topic(), new Epoch(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        listeners.all().forEach(listener -> listener.accept(hint));
    }
}
