package live.danmaku.tools.history.run;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The system of a run: one process with the engines and all roles that clients call, and some processors that come and go.
 * Thread-safe.
 */
final class Deployment implements AutoCloseable {

    private static final String CLIENT_ROLES = "frontend,playback,routing,connector,pusher";
    private static final String MYSQL = "danmaku";

    /** The readers of a run alone do not make a room hot, and one that was hot is soon cold. */
    private static final Map<String, String> HOT_ROOMS =
            Map.of("DANMAKU_HOT_ENTER", "60", "DANMAKU_HOT_LEAVE", "45", "DANMAKU_HOT_LEAVE_AFTER", "1s");

    private final Path program;
    private final Path folder;
    private final Map<String, String> engines = new HashMap<>();
    private final List<ServerProcess> processors = new ArrayList<>();
    private final List<ServerProcess> starting = new ArrayList<>();
    private final ServerProcess front;
    private final int secondPort = Ports.find(1);
    private @Nullable RedisReplica replica;
    private @Nullable ServerProcess second;
    private int nextProcessor = 1;

    /**
     * Starts the front, and a second one with a replica of its own if that is wished; blocks until they are ready. Everything
     * is in {@code folder}.
     */
    Deployment(Path program, Path folder, boolean withSecondFront) throws InterruptedException {
        this.program = program;
        this.folder = folder;
        Path data = folder.resolve("data");
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new ScenarioException("%s cannot be made: %s".formatted(data, e.getMessage()), e);
        }
        // Kafka takes two ports.
        int port = Ports.find(8);
        int kafka = port + 2;
        int mySql = port + 4;
        Map<String, String> own = new HashMap<>(HOT_ROOMS);
        own.put("DANMAKU_DATA_DIR", data.toString());
        own.put("DANMAKU_REDIS_PORT", Integer.toString(port + 1));
        own.put("DANMAKU_KAFKA_PORT", Integer.toString(kafka));
        own.put("DANMAKU_MYSQL_PORT", Integer.toString(mySql));
        own.put("DANMAKU_WS_PORT", Integer.toString(port + 5));
        own.put("DANMAKU_TCP_PORT", Integer.toString(port + 6));
        own.put("DANMAKU_LINK_PORT", Integer.toString(port + 7));
        engines.put("DANMAKU_REDIS_URI", "redis://127.0.0.1:" + (port + 1));
        engines.put("DANMAKU_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + kafka);
        engines.put(
                "DANMAKU_MYSQL_URL",
                "jdbc:mysql://127.0.0.1:%d/%s?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectionTimeZone=UTC"
                        .formatted(mySql, MYSQL));
        engines.put("DANMAKU_MYSQL_USER", MYSQL);
        engines.put("DANMAKU_MYSQL_PASSWORD", MYSQL);
        engines.put(
                "DANMAKU_TOKEN_KEY_FILE",
                data.resolve("keys").resolve("tokens.json").toString());
        front = ServerProcess.start(program, folder, "front", CLIENT_ROLES, port, "512m", own);
        try {
            front.awaitReady();
            if (withSecondFront) {
                Path redis = front.programOfDescendant("redis-server")
                        .orElseThrow(() -> new ScenarioException("no redis-server runs (expected: an embedded one)"));
                replica = new RedisReplica(redis, folder, port + 1);
                startSecondFront();
            }
        } catch (ScenarioException | InterruptedException e) {
            close();
            throw e;
        }
    }

    /** Blocks until it is ready. */
    void startSecondFront() throws InterruptedException {
        Map<String, String> own = new HashMap<>(engines);
        own.putAll(HOT_ROOMS);
        own.put("DANMAKU_REDIS_READ_URIS", replica().uri());
        ServerProcess started =
                ServerProcess.start(program, folder, "second-front", "frontend", secondPort, "256m", own);
        synchronized (this) {
            second = started;
        }
        started.awaitReady();
    }

    synchronized void killSecondFront() {
        if (second != null) {
            second.kill();
        }
    }

    /** @throws IllegalStateException when there is no second front */
    RedisReplica replica() {
        if (replica == null) {
            throw new IllegalStateException("no replica (expected: a second front)");
        }
        return replica;
    }

    /** Of all front ends that readers may ask. */
    List<URI> fronts() {
        return second == null ? List.of(url()) : List.of(url(), URI.create("http://127.0.0.1:" + secondPort));
    }

    /** Of the front end that is never killed. */
    URI url() {
        return front.url();
    }

    /** Starts processors; blocks until all of them are ready. */
    void addProcessors(int count) throws InterruptedException {
        List<ServerProcess> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.add(startProcessor());
        }
        for (ServerProcess processor : started) {
            processor.awaitReady();
            isReady(processor);
        }
    }

    private synchronized void isReady(ServerProcess processor) {
        starting.remove(processor);
        processors.add(processor);
    }

    private synchronized ServerProcess startProcessor() {
        String name = "processor-" + nextProcessor++;
        ServerProcess processor =
                ServerProcess.start(program, folder, name, "processor", Ports.find(1), "256m", engines);
        starting.add(processor);
        return processor;
    }

    /** Kills one of the processors that are ready; returns its name. */
    String killProcessor(Random random) {
        ServerProcess victim = takeProcessor(random);
        victim.kill();
        return victim.name();
    }

    private synchronized ServerProcess takeProcessor(Random random) {
        return processors.remove(random.nextInt(processors.size()));
    }

    /** Processes that ended though nobody ended them. */
    synchronized List<String> missing() {
        List<ServerProcess> all = new ArrayList<>(processors);
        all.add(front);
        if (second != null) {
            all.add(second);
        }
        return all.stream()
                .filter(process -> !process.isAlive())
                .map(ServerProcess::name)
                .toList();
    }

    /** Ends all processes; blocks for some seconds, until the engines have ended. */
    @Override
    public synchronized void close() {
        starting.forEach(ServerProcess::kill);
        processors.forEach(ServerProcess::kill);
        if (second != null) {
            second.kill();
        }
        if (replica != null) {
            replica.close();
        }
        front.close();
    }
}
