package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * This process's connections to Redis: one that all commands share, pipelined and in order, and one for subscriptions.
 * They reconnect by themselves; while Redis is away commands fail at once rather than pile up.
 *
 * <p>Opened eagerly, so that a wrong address is told at the start.
 */
public final class RedisLink implements AutoCloseable {

    /** What may wait for Redis at one time; more fails at once. */
    private static final int MOST_WAITING_COMMANDS = 100_000;

    private static final byte[] STORE_ID = "danmaku:store-id".getBytes(UTF_8);

    private final ClientResources resources;
    private final RedisClient client;
    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final StatefulRedisPubSubConnection<byte[], byte[]> subscriptions;

    /**
     * Connects; blocks.
     *
     * @param uri such as {@code redis://127.0.0.1:6379}
     * @param timeout how long connecting, and later each command, may take
     * @throws io.lettuce.core.RedisConnectionException when nobody answers there
     */
    public RedisLink(String uri, Duration timeout) {
        RedisURI address = RedisURI.create(uri);
        address.setTimeout(timeout);
        resources =
                ClientResources.builder().nettyCustomizer(new FlushTogether()).build();
        client = RedisClient.create(resources, address);
        client.setOptions(ClientOptions.builder()
                .autoReconnect(true)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MOST_WAITING_COMMANDS)
                .socketOptions(SocketOptions.builder().connectTimeout(timeout).build())
                .timeoutOptions(TimeoutOptions.enabled(timeout))
                .build());
        connection = client.connect(ByteArrayCodec.INSTANCE);
        subscriptions = client.connectPubSub(ByteArrayCodec.INSTANCE);
    }

    RedisAsyncCommands<byte[], byte[]> commands() {
        return connection.async();
    }

    StatefulRedisPubSubConnection<byte[], byte[]> subscriptions() {
        return subscriptions;
    }

    /** Completes with {@code PONG} when Redis answers. */
    public CompletionStage<String> ping() {
        return commands().ping();
    }

    /**
     * A name that this Redis was given when it was first met, and its replicas with it. Another name tells that it is
     * another Redis, or was emptied.
     */
    public CompletionStage<String> storeId() {
        byte[] fresh = UUID.randomUUID().toString().getBytes(UTF_8);
        return commands()
                .setnx(STORE_ID, fresh)
                .thenCompose(isFresh -> commands().get(STORE_ID))
                .thenApply(id -> new String(id, UTF_8));
    }

    @Override
    public void close() {
        connection.close();
        subscriptions.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
