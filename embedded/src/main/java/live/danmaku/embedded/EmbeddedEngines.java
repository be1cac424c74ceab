package live.danmaku.embedded;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Several engines on one data folder, started and stopped together. */
public final class EmbeddedEngines implements AutoCloseable {

    private static final Executor THREADS = task -> {
        Thread thread = new Thread(task, "engines");
        thread.setDaemon(true);
        thread.start();
    };

    private final FolderLock lock;
    private final Map<EngineKind, Engine> engines;

    private EmbeddedEngines(FolderLock lock, Map<EngineKind, Engine> engines) {
        this.lock = lock;
        this.engines = engines;
    }

    public static EmbeddedEngines start(EngineSettings settings) {
        return start(settings, StartListener.NONE);
    }

    /**
     * Starts the chosen engines side by side and blocks until all of them answer.
     *
     * <p>When one of them fails, the others are stopped and its exception is thrown.
     *
     * @throws EngineException when the data folder is in use by a living process, or an engine does not start
     */
    public static EmbeddedEngines start(EngineSettings settings, StartListener listener) {
        FolderLock lock = FolderLock.take(settings.dataFolder().toAbsolutePath());
        ConcurrentLinkedQueue<Engine> started = new ConcurrentLinkedQueue<>();
        try {
            awaitAll(settings.engines().stream()
                    .map(kind ->
                            CompletableFuture.runAsync(() -> started.add(start(kind, settings, listener)), THREADS))
                    .toList());
        } catch (CompletionException e) {
            new EmbeddedEngines(lock, byKind(started)).close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        return new EmbeddedEngines(lock, byKind(started));
    }

    private static Engine start(EngineKind kind, EngineSettings settings, StartListener listener) {
        listener.starting(kind);
        try {
            Engine engine = starter(kind, settings).get();
            listener.ready(engine);
            return engine;
        } catch (RuntimeException e) {
            listener.failed(kind, e);
            throw e;
        }
    }

    private static Supplier<Engine> starter(EngineKind kind, EngineSettings settings) {
        return switch (kind) {
            case REDIS -> () -> startRedis(settings);
            case KAFKA -> () -> EmbeddedKafka.start(settings.dataFolder(), settings.kafkaPort());
            case MYSQL -> () -> EmbeddedMySql.start(settings.dataFolder(), settings.binaries(), settings.mySqlPort());
        };
    }

    private static Engine startRedis(EngineSettings settings) {
        return settings.redisAuth()
                ? EmbeddedRedis.startWithPassword(settings.dataFolder(), settings.binaries(), settings.redisPort())
                : EmbeddedRedis.start(settings.dataFolder(), settings.binaries(), settings.redisPort());
    }

    private static Map<EngineKind, Engine> byKind(Iterable<Engine> engines) {
        Map<EngineKind, Engine> map = new EnumMap<>(EngineKind.class);
        engines.forEach(engine -> map.put(engine.kind(), engine));
        return map;
    }

    /** Waits for all, also when one of them has failed. */
    private static void awaitAll(List<CompletableFuture<Void>> all) {
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    }

    public Optional<EmbeddedRedis> redis() {
        return Optional.ofNullable((EmbeddedRedis) engines.get(EngineKind.REDIS));
    }

    public Optional<EmbeddedKafka> kafka() {
        return Optional.ofNullable((EmbeddedKafka) engines.get(EngineKind.KAFKA));
    }

    public Optional<EmbeddedMySql> mySql() {
        return Optional.ofNullable((EmbeddedMySql) engines.get(EngineKind.MYSQL));
    }

    /** The running engines, in the order of {@link EngineKind}. */
    public List<Engine> all() {
        return List.copyOf(engines.values());
    }

    /** Stops all engines side by side, keeping their data. Blocks for 7 s at most. */
    @Override
    public void close() {
        lock.announceClosing();
        try {
            awaitAll(engines.values().stream()
                    .map(engine -> CompletableFuture.runAsync(engine::close, THREADS))
                    .toList());
        } finally {
            lock.close();
        }
    }
}
