package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.model.timeline.Hint;
import live.danmaku.model.timeline.HintSource;
import org.jspecify.annotations.Nullable;

/**
 * Hints by sharded publish/subscribe: {@code append.lua} publishes, on the channel beside the topic's keys, and replication
 * carries that to replicas behind the messages. So hints come from where reads go ({@link ReadServers}) and move with them.
 * What cannot be subscribed to is tried again once a second. Thread-safe.
 */
public final class RedisHints implements HintSource {

    private final Map<ByteBuffer, Listeners> byChannel = new ConcurrentHashMap<>();
    private final Queue<Runnable> toTryAgain = new ConcurrentLinkedQueue<>();
    private final Set<ReadServer> heard = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ReadServer server;

    private record Listeners(Topic topic, List<Consumer<Hint>> all) {}

    public RedisHints(ReadServers servers) {
        move(servers.current());
        servers.follow(next -> {
            move(next);
            tryAgain();
        });
    }

    @Override
    public CompletionStage<Subscription> subscribe(Topic topic, Consumer<Hint> listener) {
        byte[] channel = new TopicKeys(topic).hints();
        byChannel.compute(ByteBuffer.wrap(channel), (key, old) -> {
            Listeners listeners = old == null ? new Listeners(topic, new CopyOnWriteArrayList<>()) : old;
            listeners.all().add(listener);
            return listeners;
        });
        return hear(channel).thenApply(done -> () -> leave(channel, listener));
    }

    /** While Redis is away this takes longer. */
    private CompletionStage<Void> hear(byte[] channel) {
        CompletableFuture<Void> heard = new CompletableFuture<>();
        tryToHear(channel, heard);
        return heard;
    }

    private void tryToHear(byte[] channel, CompletableFuture<Void> heard) {
        redis().ssubscribe(channel).whenComplete((done, failure) -> {
            if (failure == null) {
                heard.complete(null);
            } else {
                toTryAgain.add(() -> tryToHear(channel, heard));
            }
        });
    }

    private void tryAgain() {
        for (int i = toTryAgain.size(); i > 0; i--) {
            @Nullable Runnable subscription = toTryAgain.poll();
            if (subscription != null) {
                subscription.run();
            }
        }
    }

    /** Subscribes at another server to everything; if it cannot, then when it is told the next time. */
    private synchronized void move(ReadServer next) {
        @Nullable ReadServer left = server;
        if (next == left || !next.link().isOpen()) {
            return;
        }
        server = next;
        if (heard.add(next)) {
            next.link().listen(new RedisPubSubAdapter<>() {
                @Override
                public void smessage(byte[] channel, byte[] message) {
                    tell(channel, message);
                }
            });
        }
        for (ByteBuffer channel : byChannel.keySet()) {
            next.link().subscriptions().ssubscribe(channel.array()).exceptionally(failure -> {
                server = null;
                return null;
            });
            if (left != null) {
                left.link().subscriptions().sunsubscribe(channel.array());
            }
        }
    }

    private RedisPubSubAsyncCommands<byte[], byte[]> redis() {
        @Nullable ReadServer now = server;
        return now == null ? UnmetRedis.COMMANDS : now.link().subscriptions();
    }

    private void leave(byte[] channel, Consumer<Hint> listener) {
        byChannel.computeIfPresent(ByteBuffer.wrap(channel), (key, listeners) -> {
            listeners.all().remove(listener);
            if (!listeners.all().isEmpty()) {
                return listeners;
            }
            redis().sunsubscribe(channel);
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
