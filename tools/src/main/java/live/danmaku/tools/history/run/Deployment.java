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

/**
 * The system of a run: one process with the engines and all roles that clients call, and some processors that come and go.
 * Thread-safe.
 */
final class Deployment implements AutoCloseable {

    private static final String CLIENT_ROLES = "frontend,playback,routing";
    private static final String MYSQL = "danmaku";

    private final Path program;
    private final Path folder;
    private final Map<String, String> engines = new HashMap<>();
    private final List<ServerProcess> processors = new ArrayList<>();
    private final List<ServerProcess> starting = new ArrayList<>();
    private final ServerProcess front;
    private int nextProcessor = 1;

    /** Starts the front; blocks until it is ready. Everything is in {@code folder}. */
    Deployment(Path program, Path folder) throws InterruptedException {
        this.program = program;
        this.folder = folder;
        Path data = folder.resolve("data");
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new ScenarioException("%s cannot be made: %s".formatted(data, e.getMessage()), e);
        }
        // Kafka takes two ports.
        int port = Ports.find(5);
        int kafka = port + 2;
        int mySql = port + 4;
        Map<String, String> own = Map.of(
                "DANMAKU_DATA_DIR", data.toString(),
                "DANMAKU_REDIS_PORT", Integer.toString(port + 1),
                "DANMAKU_KAFKA_PORT", Integer.toString(kafka),
                "DANMAKU_MYSQL_PORT", Integer.toString(mySql));
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
        } catch (ScenarioException | InterruptedException e) {
            front.close();
            throw e;
        }
    }

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
        front.close();
    }
}
