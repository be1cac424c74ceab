package live.danmaku.db.redis;

import io.lettuce.core.RedisConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where reads go: to the first replica that is well, in the order of the settings, and else to the master. All are looked at
 * once a second; a read that fails says so at once. Thread-safe.
 */
public final class ReadServers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReadServers.class);
    private static final long PERIOD_MS = 1_000;
    private static final long TELL_MISSING_AFTER_MS = 5_000;
    private static final Executor FIRST_LOOK_AGAIN =
            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS, Runnable::run);

    private final List<ReadServer> replicas;
    private final ReadServer master;
    private final MasterClock masterClock = new MasterClock(System::nanoTime);
    private final Duration mostStaleness;
    private final ReadMetrics metrics;
    private final List<Consumer<ReadServer>> followers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "redis-read-servers"));
    private volatile ReadServer current;

    /**
     * @param replicas in order of preference; closed with this
     * @param master not closed with this
     */
    ReadServers(List<RedisLink> replicas, RedisLink master, Duration mostStaleness, ReadMetrics metrics) {
        this.replicas =
                replicas.stream().map(link -> new ReadServer(link, false)).toList();
        this.master = new ReadServer(master, true);
        this.mostStaleness = mostStaleness;
        this.metrics = metrics;
        this.current = this.master;
        metrics.showStaleness(this::stalenessSeconds);
    }

    /**
     * The servers of these settings. Blocks until one of them answers, as long as connecting may take.
     *
     * @throws RedisConnectionException when none does
     */
    static ReadServers open(RedisSettings settings, RedisLink master, ReadMetrics metrics) {
        List<RedisLink> replicas = settings.readUris().stream()
                .map(uri -> RedisLink.patient(uri, settings.timeout()))
                .toList();
        ReadServers servers = new ReadServers(replicas, master, settings.mostStaleness(), metrics);
        if (!servers.awaitFirst(settings.timeout())) {
            servers.close();
            throw new RedisConnectionException("nobody answers at %s (expected: the master, or a replica of it)"
                    .formatted(servers.all().map(server -> server.link().name()).collect(Collectors.joining(", "))));
        }
        servers.thread.scheduleWithFixedDelay(servers::look, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
        servers.thread.schedule(servers::tellMissing, TELL_MISSING_AFTER_MS, TimeUnit.MILLISECONDS);
        return servers;
    }

    private boolean awaitFirst(Duration patience) {
        long begin = System.nanoTime();
        lookAtAll().join();
        while (!master.link().isOpen() && !current.isWell()) {
            if (System.nanoTime() - begin > patience.toNanos()) {
                return false;
            }
            CompletableFuture.runAsync(() -> {}, FIRST_LOOK_AGAIN).join();
            lookAtAll().join();
        }
        return true;
    }

    /** Those to be asked, one after the other until one answers; the master is always the last. */
    List<ReadServer> inOrder() {
        List<ReadServer> order = new ArrayList<>(replicas.size() + 1);
        replicas.stream().filter(ReadServer::isWell).forEach(order::add);
        order.add(master);
        return order;
    }

    ReadServer current() {
        return current;
    }

    ReadServer master() {
        return master;
    }

    /**
     * Tells where reads go, at once when that changes and once a second, so that a follower who could not act may try again.
     *
     * @param follower must not block
     */
    void follow(Consumer<ReadServer> follower) {
        followers.add(follower);
    }

    /** Notes that a server did not answer; reads go to the next one until it has recovered. */
    void failed(ReadServer server, Throwable failure) {
        if (server.failed()) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            log.warn("Redis at {} does not answer reads: {}", server.link().name(), cause.toString());
            metrics.failedOver();
        }
        choose();
    }

    /** {@code host:port} of the server that reads go to. */
    public String currentName() {
        return current.link().name();
    }

    public boolean isMasterRead() {
        return current.isMaster();
    }

    /** Whether the server that reads go to answered when last looked at. */
    public boolean isWell() {
        return current.isWell();
    }

    /** How old what readers see may be, up to a second more than it is; 0 where reads go to the master. */
    public double stalenessSeconds() {
        return current.stalenessMs(masterClock) / 1000.0;
    }

    /** Whether that is more than it should be. */
    public boolean isStale() {
        return current.stalenessMs(masterClock) > mostStaleness.toMillis();
    }

    private Stream<ReadServer> all() {
        return Stream.concat(replicas.stream(), Stream.of(master));
    }

    /** A thread pool drops a task that throws. */
    private void look() {
        try {
            lookAtAll().join();
            tell(current);
        } catch (RuntimeException e) {
            log.warn("read servers not looked at, again in a second: {}", e.toString());
        }
    }

    /** A wrong address would otherwise never be noticed. */
    private void tellMissing() {
        all().filter(server -> !server.isWell())
                .forEach(server -> log.warn(
                        "Redis at {} does not answer, or has no heartbeat (expected: the master, or a replica of it)",
                        server.link().name()));
    }

    /** Completes when every server has answered or not. Never fails. */
    private CompletableFuture<Void> lookAtAll() {
        return CompletableFuture.allOf(all().map(this::lookAt).toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> lookAt(ReadServer server) {
        long asked = System.nanoTime();
        return server.look()
                .toCompletableFuture()
                .orTimeout(PERIOD_MS, TimeUnit.MILLISECONDS)
                .handle((reading, failure) -> {
                    if (failure != null) {
                        failed(server, failure);
                        return null;
                    }
                    if (server.isMaster()) {
                        masterClock.met(reading.now(), asked);
                    }
                    server.answered(reading);
                    choose();
                    return null;
                });
    }

    private synchronized void choose() {
        ReadServer next = inOrder().get(0);
        if (next != current) {
            log.info("reads go to Redis at {}", next.link().name());
            current = next;
            tell(next);
        }
    }

    private void tell(ReadServer server) {
        followers.forEach(follower -> follower.accept(server));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        replicas.forEach(replica -> replica.link().close());
    }
}
