package live.danmaku.db.redis;

import io.lettuce.core.RedisConnectionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at all {@link ReadServers} once a second, on a thread of its own. */
final class ReadServerWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReadServerWatch.class);
    private static final long PERIOD_MS = 1_000;
    private static final long TELL_MISSING_AFTER_MS = 5_000;
    private static final Executor SOON = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS, Runnable::run);

    private final ReadServers servers;
    private final Duration patience;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "read-server-watch"));

    /** @param patience how long connecting may take */
    ReadServerWatch(ReadServers servers, Duration patience) {
        this.servers = servers;
        this.patience = patience;
    }

    /**
     * Begins to look. Blocks until a server answers.
     *
     * @throws RedisConnectionException when none does
     */
    void start() {
        long begin = System.nanoTime();
        lookAtAll().join();
        while (!servers.master().link().isOpen() && !servers.isWell()) {
            if (System.nanoTime() - begin > patience.toNanos()) {
                throw new RedisConnectionException("nobody answers at %s (expected: the master, or a replica of it)"
                        .formatted(servers.all()
                                .map(server -> server.link().name())
                                .collect(Collectors.joining(", "))));
            }
            CompletableFuture.runAsync(() -> {}, SOON).join();
            lookAtAll().join();
        }
        thread.scheduleWithFixedDelay(this::look, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
        thread.schedule(this::tellMissing, TELL_MISSING_AFTER_MS, TimeUnit.MILLISECONDS);
    }

    /** A thread pool drops a task that throws. */
    private void look() {
        try {
            lookAtAll().join();
            servers.tellFollowers();
        } catch (RuntimeException e) {
            log.warn("read servers not looked at, again in a second: {}", e.toString());
        }
    }

    /** Completes when every server has answered or not. Never fails. */
    private CompletableFuture<Void> lookAtAll() {
        return CompletableFuture.allOf(servers.all().map(this::lookAt).toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> lookAt(ReadServer server) {
        long asked = System.nanoTime();
        return server.look()
                .toCompletableFuture()
                .orTimeout(PERIOD_MS, TimeUnit.MILLISECONDS)
                .handle((reading, failure) -> {
                    if (failure == null) {
                        servers.answered(server, reading, asked);
                    } else {
                        servers.failed(server, failure);
                    }
                    return null;
                });
    }

    /** A wrong address would otherwise never be noticed. */
    private void tellMissing() {
        servers.all()
                .filter(server -> !server.isWell())
                .forEach(server -> log.warn(
                        "Redis at {} does not answer, or has no heartbeat (expected: the master, or a replica of it)",
                        server.link().name()));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
