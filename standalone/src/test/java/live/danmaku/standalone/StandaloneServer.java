package live.danmaku.standalone;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import live.danmaku.embedded.FileTree;
import live.danmaku.embedded.LoopbackPort;
import live.danmaku.testkit.SharedBinaries;
import live.danmaku.testkit.UnpackedProgram;
import org.jspecify.annotations.Nullable;

/** The program in a process of its own, on free ports and a data folder of its own. */
public final class StandaloneServer implements AutoCloseable {

    private static final Path PACKAGED = Path.of("target", "danmaku.jar");
    private static final Duration START_WITHIN = Duration.ofSeconds(180);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static @Nullable StandaloneServer shared;

    private final Path folder;
    private final List<String> command;
    private final Map<String, String> environment = new HashMap<>();
    private final int port = LoopbackPort.free();
    private @Nullable Process process;

    private StandaloneServer(Path folder, List<String> command) {
        this.folder = folder;
        this.command = command;
        environment.put("DANMAKU_DATA_DIR", folder.resolve("data").toString());
        environment.put("DANMAKU_HTTP_PORT", Integer.toString(port));
        environment.put("DANMAKU_REDIS_PORT", Integer.toString(LoopbackPort.free()));
        environment.put("DANMAKU_KAFKA_PORT", Integer.toString(LoopbackPort.freePair()));
        environment.put("DANMAKU_MYSQL_PORT", Integer.toString(LoopbackPort.free()));
        environment.put("DANMAKU_WS_PORT", Integer.toString(LoopbackPort.free()));
        environment.put("DANMAKU_TCP_PORT", Integer.toString(LoopbackPort.free()));
        environment.put("DANMAKU_LINK_PORT", Integer.toString(LoopbackPort.free()));
        environment.put("DANMAKU_END_GRACE", "2s");
        environment.put("DANMAKU_HOT_LEAVE_AFTER", "3s");
    }

    /** One for all tests of this JVM; it ends with the JVM. One that did not start is not tried again by each test. */
    public static synchronized StandaloneServer shared() {
        if (shared == null) {
            StandaloneServer server = fresh();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            shared = server;
            server.start();
        }
        return shared;
    }

    /** One that is not started yet, with an empty data folder. */
    public static StandaloneServer fresh() {
        try {
            Path folder = newFolder();
            SharedBinaries.in(folder.resolve("data"));
            return new StandaloneServer(folder, unpacked().command("-Xmx512m"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #fresh}, but just as a person starts it, with the engines' programs still packed. */
    public static StandaloneServer asShipped() {
        try {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            return new StandaloneServer(
                    newFolder(),
                    List.of(java, "-Xmx512m", "-jar", PACKAGED.toAbsolutePath().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The program in the way that starts soonest. */
    static UnpackedProgram unpacked() {
        return UnpackedProgram.of(PACKAGED);
    }

    private static Path newFolder() throws IOException {
        return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "server");
    }

    /** Sets a setting of a server that is to be started. */
    public StandaloneServer with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Starts the program; blocks until it is ready. */
    public void start() {
        launch();
        awaitReady();
    }

    /** Starts the program; {@link #awaitReady} waits for it. */
    public void launch() {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Blocks until the program that was launched is ready. */
    public void awaitReady() {
        await().atMost(START_WITHIN).pollInterval(Duration.ofMillis(100)).until(() -> {
            if (process == null || !process.isAlive()) {
                throw new IllegalStateException("the server ended at its start:\n" + Files.readString(log()));
            }
            return isReady();
        });
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + port;
    }

    /** Where its long connections over WebSocket are, path {@code /sub}. */
    public int webSocketPort() {
        return Integer.parseInt(environment.getOrDefault("DANMAKU_WS_PORT", ""));
    }

    /** Where its long connections over plain TCP are. */
    public int tcpPort() {
        return Integer.parseInt(environment.getOrDefault("DANMAKU_TCP_PORT", ""));
    }

    /** Where its pusher listens for connectors. */
    public int linkPort() {
        return Integer.parseInt(environment.getOrDefault("DANMAKU_LINK_PORT", ""));
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** The key that its tokens and tickets are signed with. */
    public Path tokenKeys() {
        return folder.resolve("data").resolve("keys").resolve("tokens.json");
    }

    /** Its embedded Redis. */
    public String redisUri() {
        return "redis://127.0.0.1:" + environment.get("DANMAKU_REDIS_PORT");
    }

    private String mySqlUrl() {
        return "jdbc:mysql://127.0.0.1:%s/danmaku?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectionTimeZone=UTC"
                .formatted(environment.get("DANMAKU_MYSQL_PORT"));
    }

    /** Of the MySQL that it was told to use, or of its embedded one, which must have been started. */
    private String mySqlPassword() {
        String given = environment.get("DANMAKU_MYSQL_PASSWORD");
        if (given != null) {
            return given;
        }
        try {
            return Files.readString(folder.resolve("data/keys/mysql-password"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the engines are, for another process of the same system: settings and their values. */
    public Map<String, String> engines() {
        return Map.of(
                "DANMAKU_REDIS_URI",
                environment.getOrDefault("DANMAKU_REDIS_URI", redisUri()),
                "DANMAKU_KAFKA_BOOTSTRAP_SERVERS",
                "127.0.0.1:" + environment.get("DANMAKU_KAFKA_PORT"),
                "DANMAKU_MYSQL_URL",
                environment.getOrDefault("DANMAKU_MYSQL_URL", mySqlUrl()),
                "DANMAKU_MYSQL_USER",
                environment.getOrDefault("DANMAKU_MYSQL_USER", "danmaku"),
                "DANMAKU_MYSQL_PASSWORD",
                mySqlPassword(),
                "DANMAKU_TOKEN_KEY_FILE",
                folder.resolve("data").resolve("keys").resolve("tokens.json").toString());
    }

    public Path log() {
        return folder.resolve("server.log");
    }

    /** The program's process and all that it started. */
    public List<ProcessHandle> tree() {
        List<ProcessHandle> tree = new ArrayList<>();
        if (process != null) {
            tree.add(process.toHandle());
            tree.addAll(process.descendants().toList());
        }
        return tree;
    }

    /** Ends the program and all that it started at once, as {@code kill -9} does. */
    public void killTree() {
        for (ProcessHandle member : tree()) {
            member.destroyForcibly();
        }
    }

    /** Asks the program to end, as Ctrl-C does; blocks until it has ended. */
    public Duration stop() {
        long begin = System.nanoTime();
        if (process != null) {
            process.destroy();
            try {
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    killTree();
                    throw new IllegalStateException("the server does not end");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                killTree();
            }
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Ends the program and all that it started, however it runs, and deletes its data. */
    @Override
    public void close() {
        List<ProcessHandle> tree = tree();
        killTree();
        await().atMost(Duration.ofSeconds(30)).until(() -> tree.stream().noneMatch(StandaloneServer::runs));
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A dead process may stay listed until its parent asks for it; it has no command. */
    static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private boolean isReady() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl() + "/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
