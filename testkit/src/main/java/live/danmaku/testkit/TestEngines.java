package live.danmaku.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import live.danmaku.embedded.Binaries;
import live.danmaku.embedded.EmbeddedMySql;
import live.danmaku.embedded.EmbeddedRedis;
import live.danmaku.embedded.FileTree;
import live.danmaku.embedded.LoopbackPort;

/**
 * Real engines for integration tests.
 *
 * <p>The shared ones start when they are first asked for, serve all tests of this JVM and end with it: containers where
 * Docker is available, embedded engines on free ports otherwise. Tests keep out of each other's way by their own topic,
 * room and database names. The system property {@code danmaku.test.engines=embedded} keeps Docker out of it.
 *
 * <p>A test that breaks an engine uses one of its own, which is always an embedded one.
 */
public final class TestEngines {

    private static final StartOnce<EngineSource> SOURCE = new StartOnce<>(TestEngines::source);
    private static final StartOnce<String> REDIS =
            new StartOnce<>(() -> SOURCE.get().startRedis());
    private static final StartOnce<String> KAFKA =
            new StartOnce<>(() -> SOURCE.get().startKafka());
    private static final StartOnce<MySqlAddress> MYSQL =
            new StartOnce<>(() -> SOURCE.get().startMySql());

    private TestEngines() {}

    /** The shared Redis 7.0, as a URI. Blocks while it starts. */
    public static String redis() {
        return REDIS.get();
    }

    /** The bootstrap servers of the shared Kafka, where topics must be created. Blocks while it starts. */
    public static String kafka() {
        return KAFKA.get();
    }

    /** The shared MySQL 8.0, with an empty database. Blocks while it starts. */
    public static MySqlAddress mysql() {
        return MYSQL.get();
    }

    /**
     * A fresh Redis of the caller's own, to be killed, paused and restarted. The caller closes it; its data goes when the JVM ends.
     *
     * @param options further words of its command line, such as {@code --maxmemory 10mb}
     */
    public static EmbeddedRedis ownRedis(String... options) {
        return EmbeddedRedis.start(folderUntilExit(), Binaries.sharedByUser(), LoopbackPort.free(), options);
    }

    /** A fresh MySQL of the caller's own, to be killed and restarted. The caller closes it; its data goes when the JVM ends. */
    public static EmbeddedMySql ownMySql() {
        return EmbeddedMySql.start(folderUntilExit(), Binaries.sharedByUser(), LoopbackPort.free());
    }

    private static Path folderUntilExit() {
        Path folder = temporaryFolder();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "delete-test-folder"));
        return folder;
    }

    private static void delete(Path folder) {
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            // An engine that nobody closed is still writing; it ends with this JVM, its folder stays.
        }
    }

    private static EngineSource source() {
        boolean embedded = "embedded".equals(System.getProperty("danmaku.test.engines"));
        EngineSource source = !embedded && ContainerSource.isAvailable()
                ? new ContainerSource()
                : new EmbeddedSource(temporaryFolder());
        Runtime.getRuntime().addShutdownHook(new Thread(source::close, "close-test-engines"));
        return source;
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("danmaku-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
