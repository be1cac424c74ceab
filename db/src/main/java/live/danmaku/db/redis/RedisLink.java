package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * This process's connections to Redis: one that all commands share, pipelined and in order, and one for subscriptions.
 * They reconnect by themselves; while Redis is away commands fail at once rather than pile up.
 *
 * <p>A Redis that is not dead and of no use is left: one that answers nothing for a command's time-out, and at
 * least 2 s ({@link SilenceWatch}), is loading its data, or is
 * a replica where the master is expected ({@link RedisPulse}). Its connections are opened anew, which asks Sentinel, or the name
 * service, where to. Commands that waited for it are repeated there, if they have not timed out by then.
 *
 * <p>Opened eagerly, so that a wrong address is told at the start, or {@link #patient patiently}, where there are others to
 * ask meanwhile.
 */
public final class RedisLink implements AutoCloseable {

    /** What may wait for Redis at one time; more fails at once. */
    private static final int MOST_WAITING_COMMANDS = 100_000;

    private static final long RETRY_MS = 500;
    private static final long PULSE_MS = 1_000;
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(2);
    private static final Delay RECONNECT =
            Delay.fullJitter(Duration.ofMillis(50), Duration.ofMillis(RETRY_MS), 50, TimeUnit.MILLISECONDS);
    private static final byte[] STORE_ID = "danmaku:store-id".getBytes(UTF_8);

    private final RedisURI address;
    private final ClientResources resources;
    private final RedisClient client;
    private final RedisPulse pulse;
    private volatile @Nullable Connections connections;
    private boolean closed;

    private record Connections(
            StatefulRedisConnection<byte[], byte[]> commands,
            StatefulRedisPubSubConnection<byte[], byte[]> subscriptions) {}

    /**
     * A link to a master. Connects; blocks.
     *
     * @param uri such as {@code redis://127.0.0.1:6379}
     * @param timeout how long connecting, and later each command, may take
     * @throws RedisConnectionException when nobody answers there
     */
    public RedisLink(String uri, Duration timeout) {
        this(RedisURI.create(uri), timeout, true);
        connections =
                new Connections(client.connect(ByteArrayCodec.INSTANCE), client.connectPubSub(ByteArrayCodec.INSTANCE));
    }

    private RedisLink(RedisURI address, Duration timeout, boolean expectsMaster) {
        address.setTimeout(timeout);
        address.getSentinels().forEach(sentinel -> sentinel.setTimeout(timeout));
        this.address = address;
        this.pulse = new RedisPulse(name(), expectsMaster);
        resources = ClientResources.builder()
                .nettyCustomizer(new RedisChannels(timeout.compareTo(LEAST_PATIENCE) > 0 ? timeout : LEAST_PATIENCE))
                .reconnectDelay(RECONNECT)
                .build();
        client = RedisClient.create(resources, address);
        client.setOptions(ClientOptions.builder()
                .autoReconnect(true)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MOST_WAITING_COMMANDS)
                .socketOptions(SocketOptions.builder().connectTimeout(timeout).build())
                .timeoutOptions(TimeoutOptions.enabled(timeout))
                .build());
        resources.eventExecutorGroup().scheduleAtFixedRate(this::beat, PULSE_MS, PULSE_MS, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        @Nullable Connections open = connections;
        if (open != null) {
            pulse.beat(open.commands().async());
            pulse.beat(open.subscriptions().async());
        }
    }

    /**
     * A link, to a master or a replica, that connects in the background, and tries until it can. Until then commands fail as they do later when Redis is
     * away.
     *
     * @throws IllegalArgumentException when the URI is none
     */
    public static RedisLink patient(String uri, Duration timeout) {
        return patient(uri, timeout, false);
    }

    /** As {@link #patient(String, Duration)}, to a master. */
    static RedisLink patientMaster(String uri, Duration timeout) {
        return patient(uri, timeout, true);
    }

    private static RedisLink patient(String uri, Duration timeout, boolean expectsMaster) {
        RedisLink link = new RedisLink(RedisURI.create(uri), timeout, expectsMaster);
        link.connect();
        return link;
    }

    private synchronized void connect() {
        if (closed) {
            return;
        }
        CompletionStage<StatefulRedisConnection<byte[], byte[]>> commands =
                client.connectAsync(ByteArrayCodec.INSTANCE, address);
        commands.thenCombine(client.connectPubSubAsync(ByteArrayCodec.INSTANCE, address), Connections::new)
                .whenComplete((opened, failure) -> {
                    if (failure == null) {
                        connections = opened;
                    } else {
                        commands.thenAccept(StatefulRedisConnection::closeAsync);
                        CompletableFuture.delayedExecutor(RETRY_MS, TimeUnit.MILLISECONDS)
                                .execute(this::connect);
                    }
                });
    }

    /** Whether it has ever been connected; it may be reconnecting. */
    boolean isOpen() {
        return connections != null;
    }

    /** {@code host:port}, or the master's name at Sentinel. */
    String name() {
        return address.getSentinels().isEmpty()
                ? address.getHost() + ":" + address.getPort()
                : "sentinel's " + address.getSentinelMasterId();
    }

    RedisAsyncCommands<byte[], byte[]> commands() {
        @Nullable Connections open = connections;
        return open == null ? UnmetRedis.COMMANDS : open.commands().async();
    }

    RedisPubSubAsyncCommands<byte[], byte[]> subscriptions() {
        @Nullable Connections open = connections;
        return open == null ? UnmetRedis.COMMANDS : open.subscriptions().async();
    }

    /**
     * Calls for every message of the channels subscribed to.
     *
     * @throws IllegalStateException when this link has never been open
     */
    void listen(RedisPubSubListener<byte[], byte[]> listener) {
        @Nullable Connections open = connections;
        if (open == null) {
            throw new IllegalStateException(name() + ": not connected yet (expected: a link that was open once)");
        }
        open.subscriptions().addListener(listener);
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
        synchronized (this) {
            closed = true;
        }
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
